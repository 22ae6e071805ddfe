package io.underpass.gateway.data;

import static io.underpass.gateway.data.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.compile.ApiFixture;
import io.underpass.wire.FakeExchange;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

/** AWS_IAM. */
class AuthorizeBySignatureTest {

    private final Gateway gateway = Gateway.of(api());

    private static ApiFixture api() {
        return ApiFixture.api("abc")
                .route(
                        "ANY",
                        "/{proxy+}",
                        method -> method.authorizationType("AWS_IAM")
                                .integrationVerb("ANY")
                                .uri("http://backend.internal/{proxy}")
                                .map("path.proxy", "method.request.path.proxy")
                                .map("header.x-caller", "context.identity.caller")
                                .map("header.x-user", "context.identity.user")
                                .map("header.x-arn", "context.identity.userArn")
                                .map("header.x-account", "context.identity.accountId")
                                .map("header.x-key", "context.identity.accessKey"));
    }

    @Test
    void anUnsignedRequestMissesAToken() {
        assertFault(
                gateway.get("/dev/orders"),
                403,
                "{\"message\":\"Missing Authentication Token\"}",
                "MissingAuthenticationTokenException");
        assertThat(gateway.backend.request).isNull();
    }

    @Test
    void accessLogsTellHowTheSignatureFared() {
        Gateway logging = new Gateway(ApiFixture.snapshot(api().loggedBy(
                        "dev",
                        "$context.requestId $context.authenticate.status $context.authorize.status"
                                + " $context.authenticate.error",
                        TreePMap.empty())));
        logging.serve(Signing.get("/dev/orders", "test", "test", Gateway.NOW));
        logging.get("/dev/orders");

        assertThat(logging.logged("API-Gateway-Access-Logs_abc/dev"))
                .containsExactly(
                        Gateway.REQUEST_ID + " 200 200 -", Gateway.REQUEST_ID + " 403 - Missing Authentication Token");
    }

    @Test
    void aBearerTokenIsAnIncompleteSignature() {
        FakeExchange exchange =
                gateway.serve(Gateway.request("GET", "/dev/orders").field("Authorization", "Bearer abc"));

        assertFault(
                exchange,
                403,
                "{\"message\":\"Invalid key=value pair (missing equal-sign) in Authorization header (hashed with"
                        + " SHA-256 and encoded with Base64): 'w1Xc6WwWEogNEZQP/dkBTThsJT4MNlKmzQanIm970rY='.\"}",
                "IncompleteSignatureException");
    }

    @Test
    void anUnknownKeyIsAnInvalidToken() {
        assertFault(
                gateway.serve(Signing.get("/dev/orders", "AKIDNOBODY", "x", Gateway.NOW)),
                403,
                "{\"message\":\"The security token included in the request is invalid.\"}",
                "UnrecognizedClientException");
    }

    @Test
    void aWrongSecretDoesNotMatch() {
        FakeExchange exchange = gateway.serve(Signing.get("/dev/orders", "test", "wrong", Gateway.NOW));

        assertFault(
                exchange,
                403,
                "{\"message\":\"The request signature we calculated does not match the signature you provided. Check"
                        + " your AWS Secret Access Key and signing method. Consult the service documentation for"
                        + " details.\"}",
                "InvalidSignatureException");
        assertThat(exchange.trail().failureReason())
                .startsWith("the canonical string should have been 'GET\\n/dev/orders\\n");
    }

    @Test
    void anOldSignatureHasExpired() {
        FakeExchange exchange =
                gateway.serve(Signing.get("/dev/orders", "test", "test", Gateway.NOW.minus(Duration.ofMinutes(6))));

        assertFault(
                exchange,
                403,
                "{\"message\":\"Signature expired: 20260304T050007Z is now earlier than 20260304T050107Z"
                        + " (20260304T050607Z - 5 min.)\"}",
                "InvalidSignatureException");
    }

    @Test
    void theBackendLearnsWhoCalls() {
        FakeExchange exchange = gateway.serve(Signing.get("/dev/orders", "test", "test", Gateway.NOW));

        assertThat(exchange.status()).isEqualTo(200);
        assertThat(gateway.backend.sent("x-arn")).isEqualTo("arn:aws:iam::000000000000:user/test");
        assertThat(gateway.backend.sent("x-account")).isEqualTo("000000000000");
        assertThat(gateway.backend.sent("x-key")).isEqualTo("test");
        assertThat(gateway.backend.sent("x-user")).matches("AIDA[0-9A-F]{17}");
        assertThat(gateway.backend.sent("x-caller")).isEqualTo(gateway.backend.sent("x-user"));
    }

    @Test
    void aRolesSessionIsNamed() {
        gateway.serve(Signing.getOfRole("/dev/orders", Gateway.NOW));

        assertThat(gateway.backend.sent("x-arn")).isEqualTo("arn:aws:sts::000000000000:assumed-role/reader/session");
        assertThat(gateway.backend.sent("x-user")).matches("AROA[0-9A-F]{17}:session");
    }

    @Test
    void theBodyIsSignedAndArrives() {
        FakeExchange exchange = gateway.serve(Signing.post("/dev/orders", "{\"a\":1}", Gateway.NOW));

        assertThat(exchange.status()).isEqualTo(200);
        assertThat(gateway.backend.requestBody).isEqualTo("{\"a\":1}");
    }

    @Test
    void aLargeBodyIsSignedToo() {
        FakeExchange exchange = gateway.serve(Signing.post("/dev/orders", "x".repeat(100_000), Gateway.NOW));

        assertThat(exchange.status()).isEqualTo(200);
        assertThat(gateway.backend.requestBodyBytes).isEqualTo(100_000);
    }

    @Test
    void anotherBodyIsRefused() {
        FakeExchange exchange = gateway.serve(
                Signing.unsent("/dev/orders", "{\"a\":1}", Gateway.NOW).body("{\"a\":2}"));

        assertThat(exchange.responseField("x-amzn-ErrorType")).isEqualTo("InvalidSignatureException");
        assertThat(gateway.backend.request).isNull();
    }

    @Test
    void keysOfOtherAccountsNeedTheResourcePolicysConsent() {
        FakeExchange refused = gateway.serve(Signing.get("/dev/orders", "AKIAOTHER", "other", Gateway.NOW));
        assertFault(
                refused,
                403,
                "{\"Message\":\"User: arn:aws:iam::111122223333:user/AKIAOTHER is not authorized to perform:"
                        + " execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********0000:abc/dev/GET/orders\"}",
                "AccessDeniedException");

        Gateway open =
                Gateway.of(api().policy("{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111122223333\"},"
                        + "\"Action\":\"execute-api:Invoke\",\"Resource\":\"execute-api:/dev/GET/*\"}}"));
        assertThat(open.serve(Signing.get("/dev/orders", "AKIAOTHER", "other", Gateway.NOW))
                        .status())
                .isEqualTo(200);
        assertThat(open.serve(Signing.get("/dev/orders", "test", "test", Gateway.NOW))
                        .status())
                .as("silence of the policy is enough for the API's own account")
                .isEqualTo(200);
    }

    @Test
    void aDenialNamesTheSigner() {
        Gateway closed = Gateway.of(
                api().policy(
                                "{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}}"));

        assertFault(
                closed.serve(Signing.get("/dev/orders", "test", "test", Gateway.NOW)),
                403,
                "{\"Message\":\"User: arn:aws:iam::000000000000:user/test is not authorized to perform:"
                        + " execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********0000:abc/dev/GET/orders"
                        + " with an explicit deny in a resource-based policy\"}",
                "AccessDeniedException");
    }
}
