package io.underpass.gateway.data;

import static io.underpass.gateway.data.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.underpass.gateway.compile.ApiFixture;
import io.underpass.gateway.model.Authorizer;
import io.underpass.wire.FakeExchange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Cognito user pools. */
class AuthorizeByUserPoolTest {

    private static final String POOL = "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_pool";
    private static final String UNAUTHORIZED = "{\"message\":\"Unauthorized\"}";

    private final Gateway gateway = Gateway.of(api(POOL, Optional.empty()));

    @Test
    void anIdentityTokenPassesAndItsClaimsAreKnown() {
        String token = UserPoolTokens.signed(UserPoolTokens.identity(Gateway.NOW));

        assertThat(get(gateway, token).status()).isEqualTo(200);
        assertThat(gateway.backend.sent("x-sub")).isEqualTo("5f1c");
        assertThat(gateway.backend.sent("x-name")).isEqualTo("jane");
        assertThat(gateway.backend.sent("x-groups")).isEqualTo("admins,users");
        assertThat(gateway.backend.sent("x-exp")).isEqualTo("Wed Mar 04 06:06:07 UTC 2026");
        assertThat(gateway.backend.sent("x-auth-time")).isEqualTo("1772600767");
        assertThat(gateway.backend.sent("x-verified")).isEqualTo("true");
        assertThat(get(gateway, "Bearer " + token).status()).isEqualTo(200);
    }

    @Test
    void withoutATokenNobodyPasses() {
        FakeExchange exchange = gateway.get("/dev/orders");

        assertFault(exchange, 401, UNAUTHORIZED, "UnauthorizedException");
        assertThat(exchange.responseHead().length()).isEqualTo(26);
    }

    @Test
    void anExpiredTokenIsCalledSo() {
        String token = UserPoolTokens.signed(UserPoolTokens.identity(Gateway.NOW.minus(Duration.ofHours(2))));

        assertFault(
                get(gateway, token), 401, "{\"message\":\"The incoming token has expired\"}", "UnauthorizedException");
    }

    @Test
    void otherTokensAreUnauthorized() {
        JWTClaimsSet.Builder claims = UserPoolTokens.identity(Gateway.NOW);

        refused("nonsense");
        refused("a.b.c");
        refused(new PlainJWT(claims.build()).serialize());
        refused(UserPoolTokens.signed(claims, UserPoolTokens.FOREIGN_KEY));
        refused(UserPoolTokens.confused(claims));
        refused(UserPoolTokens.signed(UserPoolTokens.identity(Gateway.NOW).issuer("https://example.com/other")));
        refused(UserPoolTokens.signed(UserPoolTokens.access(Gateway.NOW, "orders/read")));
        assertThat(gateway.backend.request).isNull();
    }

    @Test
    void scopesAskForAnAccessTokenWithOneOfThem() {
        Gateway scoped = Gateway.of(api(POOL, Optional.empty(), "orders/read", "orders/write"));

        assertThat(get(scoped, UserPoolTokens.signed(UserPoolTokens.access(Gateway.NOW, "openid orders/read")))
                        .status())
                .isEqualTo(200);
        assertThat(get(scoped, UserPoolTokens.signed(UserPoolTokens.access(Gateway.NOW, "openid")))
                        .text())
                .isEqualTo(UNAUTHORIZED);
        assertThat(get(scoped, UserPoolTokens.signed(UserPoolTokens.identity(Gateway.NOW)))
                        .text())
                .isEqualTo(UNAUTHORIZED);
    }

    @Test
    void theAudienceCanBeNarrowed() {
        Gateway narrow = Gateway.of(api(POOL, Optional.of("client[2-9]")));

        assertThat(get(narrow, UserPoolTokens.signed(UserPoolTokens.identity(Gateway.NOW)))
                        .text())
                .isEqualTo(UNAUTHORIZED);
        assertThat(get(
                                narrow,
                                UserPoolTokens.signed(
                                        UserPoolTokens.identity(Gateway.NOW).audience("client2")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aPoolWithoutKeysIsAConfigurationErrorThatNamesTheSetting() {
        Gateway unknown = Gateway.of(api(POOL.replace("_pool", "_other"), Optional.empty()));
        FakeExchange exchange = get(
                unknown,
                UserPoolTokens.signed(UserPoolTokens.identity(Gateway.NOW)
                        .issuer("https://cognito-idp.us-east-1.amazonaws.com/us-east-1_other")));

        assertFault(exchange, 500, "{\"message\":null}", "AuthorizerConfigurationException");
        assertThat(exchange.trail().failureReason()).contains("--cognito-jwks us-east-1_other=URL");
    }

    @Test
    void aResourcePolicyHasToAgree() {
        String token = UserPoolTokens.signed(UserPoolTokens.identity(Gateway.NOW));
        String allow = "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}}";

        assertThat(get(Gateway.of(api(POOL, Optional.empty()).policy(allow)), token)
                        .status())
                .isEqualTo(200);
        assertThat(get(
                                Gateway.of(api(POOL, Optional.empty())
                                        .policy(allow.replace("Resource\":\"*", "Resource\":\"execute-api:/x/*"))),
                                token)
                        .text())
                .startsWith("{\"Message\":\"User: anonymous is not authorized to perform: execute-api:Invoke");
    }

    private void refused(String token) {
        assertFault(get(gateway, token), 401, UNAUTHORIZED, "UnauthorizedException");
    }

    private static FakeExchange get(Gateway gateway, String token) {
        FakeExchange exchange =
                gateway.serve(Gateway.request("GET", "/dev/orders").field("Authorization", token));
        exchange.runPending();
        return exchange;
    }

    private static ApiFixture api(String pool, Optional<String> validation, String... scopes) {
        return ApiFixture.api("abc")
                .authorizer(new Authorizer(
                        "auth01",
                        "pool",
                        "COGNITO_USER_POOLS",
                        List.of(pool),
                        Optional.of("cognito_user_pools"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("method.request.header.Authorization"),
                        validation,
                        Optional.of(300)))
                .route(
                        "ANY",
                        "/{proxy+}",
                        method -> method.authorizer("COGNITO_USER_POOLS", "auth01", scopes)
                                .integrationVerb("ANY")
                                .uri("http://backend.internal/{proxy}")
                                .map("path.proxy", "method.request.path.proxy")
                                .map("header.x-sub", "context.authorizer.claims.sub")
                                .map("header.x-name", "context.authorizer.claims.cognito:username")
                                .map("header.x-groups", "context.authorizer.claims.cognito:groups")
                                .map("header.x-exp", "context.authorizer.claims.exp")
                                .map("header.x-auth-time", "context.authorizer.claims.auth_time")
                                .map("header.x-verified", "context.authorizer.claims.email_verified"));
    }
}
