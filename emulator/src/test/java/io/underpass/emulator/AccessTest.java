package io.underpass.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.underpass.emulator.assembly.TrustSettings;
import io.underpass.emulator.services.ServiceEndpoints;
import io.underpass.wire.Behaviours;
import io.underpass.wire.TestOrigin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Who may pass, over real sockets: the function {@code auth} decides by token, the function {@code orders} is behind the
 * API and answers with what it knows of its caller.
 */
class AccessTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:";
    private static final String POOL = "us-east-1_pool";

    private final TestOrigin orders = TestOrigin.start();
    private final TestOrigin auth = TestOrigin.start();
    private final TestOrigin cognito = TestOrigin.start();
    private final AtomicInteger decisions = new AtomicInteger();
    private final Underpass underpass = Underpass.builder()
            .services(ServiceEndpoints.of(
                    List.of("orders=http://127.0.0.1:" + orders.port(), "auth=http://127.0.0.1:" + auth.port()), ""))
            .trust(TrustSettings.parse(
                    "000000000000",
                    List.of("test=test"),
                    List.of(POOL + "=http://127.0.0.1:" + cognito.port() + "/jwks.json"),
                    List.of()))
            .start();
    private String api = "";

    @AfterEach
    void close() {
        underpass.close();
        orders.close();
        auth.close();
        cognito.close();
    }

    @Test
    @DisplayName("A10 a Lambda authorizer without identity header")
    void a10WithoutATokenNobodyIsAsked() throws Exception {
        deploy("{'authorizationType':'CUSTOM','authorizerId':'" + tokenAuthorizer() + "'}");

        HttpResponse<String> answer = get("/orders");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("UnauthorizedException");
        assertThat(decisions).hasValue(0);
    }

    @Test
    @DisplayName("A11 an authorizer that returns Deny")
    void a11ADeniedTokenIsRefused() throws Exception {
        deploy("{'authorizationType':'CUSTOM','authorizerId':'" + tokenAuthorizer() + "'}");

        HttpResponse<String> answer = get("/orders", "Authorization", "Deny");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .isEqualTo("{\"Message\":\"User is not authorized to access this resource with an explicit deny in an"
                        + " identity-based policy\"}");
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("AccessDeniedException");
    }

    @Test
    @DisplayName("A12 a misconfigured authorizer")
    void a12AnAuthorizerThatCannotBeReadIsAConfigurationError() throws Exception {
        deploy("{'authorizationType':'CUSTOM','authorizerId':'" + tokenAuthorizer() + "'}");

        HttpResponse<String> answer = get("/orders", "Authorization", "nonsense");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"message\":null}");
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("AuthorizerConfigurationException");
    }

    @Test
    void anAllowedTokenReachesTheFunctionWithItsContextUntilTheCacheIsFlushed() throws Exception {
        deploy("{'authorizationType':'CUSTOM','authorizerId':'" + tokenAuthorizer() + "'}");

        JsonNode context =
                JSON.readTree(get("/orders", "Authorization", "Allow").body());
        get("/orders", "Authorization", "Allow");

        JsonNode authorizer = context.path("authorizer");
        assertThat(authorizer.path("integrationLatency").isIntegralNumber()).isTrue();
        assertThat(authorizer.path("principalId").textValue()).isEqualTo("jane");
        assertThat(authorizer.path("team").textValue()).isEqualTo("blue");
        assertThat(authorizer.path("level").textValue()).isEqualTo("3");
        assertThat(authorizer).hasSize(4);
        assertThat(decisions).hasValue(1);
        call("DELETE", "/restapis/" + api + "/stages/dev/cache/authorizers", "");
        get("/orders", "Authorization", "Allow");
        assertThat(decisions).hasValue(2);
    }

    @Test
    void aSignedRequestReachesTheFunctionWithItsSigner() throws Exception {
        deploy("{'authorizationType':'AWS_IAM'}");

        HttpResponse<String> signed = HTTP.send(signed("/orders?a=b%20c", "{\"x\":1}", "test"), text());

        assertThat(signed.statusCode()).as(signed.body()).isEqualTo(200);
        JsonNode identity = JSON.readTree(signed.body()).path("identity");
        assertThat(identity.path("userArn").asText()).isEqualTo("arn:aws:iam::000000000000:user/test");
        assertThat(identity.path("accessKey").asText()).isEqualTo("test");
        assertThat(identity.path("accountId").asText()).isEqualTo("000000000000");

        HttpResponse<String> forged = HTTP.send(signed("/orders", "{\"x\":1}", "tset"), text());
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.headers().firstValue("x-amzn-ErrorType")).contains("InvalidSignatureException");
        assertThat(get("/orders").body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
    }

    @Test
    void aUserPoolsTokenIsVerifiedWithTheKeysAtItsUrl() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
        cognito.behave((request, connection) ->
                Behaviours.status(200, new JWKSet(key).toString(true)).answer(request, connection));
        deploy("{'authorizationType':'COGNITO_USER_POOLS','authorizerId':'"
                + call(
                                "POST",
                                "/restapis/" + api() + "/authorizers",
                                "{'name':'pool','type':'COGNITO_USER_POOLS','identitySource':"
                                        + "'method.request.header.Authorization','providerARNs':["
                                        + "'arn:aws:cognito-idp:us-east-1:000000000000:userpool/" + POOL + "']}")
                        .path("id")
                        .textValue()
                + "'}");

        JsonNode context = JSON.readTree(
                get("/orders", "Authorization", token(key, Instant.now().plusSeconds(3600)))
                        .body());

        assertThat(context.at("/authorizer/claims/sub").asText()).isEqualTo("5f1c");
        assertThat(get("/orders", "Authorization", token(key, Instant.now().minusSeconds(60)))
                        .body())
                .isEqualTo("{\"message\":\"The incoming token has expired\"}");
        assertThat(get("/orders", "Authorization", "x.y.z").body()).isEqualTo("{\"message\":\"Unauthorized\"}");
    }

    @Test
    void aResourcePolicyHoldsOnceItIsDeployed() throws Exception {
        deploy("{'authorizationType':'NONE'}");
        call(
                "PATCH",
                "/restapis/" + api,
                JSON.createObjectNode()
                        .set(
                                "patchOperations",
                                JSON.createArrayNode()
                                        .add(
                                                JSON.createObjectNode()
                                                        .put("op", "replace")
                                                        .put("path", "/policy")
                                                        .put(
                                                                "value",
                                                                "{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":"
                                                                        + "\"execute-api:Invoke\",\"Resource\":\"execute-api:/*\"}}")))
                        .toString());

        assertThat(get("/orders").statusCode()).isEqualTo(200);
        call("POST", "/restapis/" + api + "/deployments", "{'stageName':'dev'}");
        assertThat(get("/orders").body())
                .isEqualTo(
                        "{\"Message\":\"User: anonymous is not authorized to perform: execute-api:Invoke on resource:"
                                + " arn:aws:execute-api:us-east-1:********0000:" + api
                                + "/dev/GET/orders with an explicit deny in a resource-based policy\"}");
    }

    private static String token(RSAKey key, Instant expires) throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer("http://localhost:9229/" + POOL)
                        .subject("5f1c")
                        .audience("client")
                        .claim("token_use", "id")
                        .expirationTime(Date.from(expires))
                        .build());
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    /** A POST to the stage, signed by AWS's own signer. */
    private HttpRequest signed(String path, String body, String secret) {
        URI uri = URI.create(underpass.invokeUrl(api, "dev") + path);
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(builder -> builder.identity(AwsCredentialsIdentity.create("test", secret))
                        .request(SdkHttpRequest.builder()
                                .method(SdkHttpMethod.POST)
                                .uri(uri)
                                .build())
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
                .request();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body));
        signed.forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("Host")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private HttpResponse<String> get(String path, String... fields) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(underpass.invokeUrl(api, "dev") + path));
        if (fields.length > 0) {
            request.headers(fields);
        }
        return HTTP.send(request.build(), text());
    }

    private static HttpResponse.BodyHandler<String> text() {
        return HttpResponse.BodyHandlers.ofString();
    }

    private String api() throws Exception {
        if (api.isEmpty()) {
            api = call("POST", "/restapis", "{'name':'access'}").path("id").textValue();
        }
        return api;
    }

    /** An authorizer that lets in the token {@code Allow}, refuses {@code Deny}, and understands no other. */
    private String tokenAuthorizer() throws Exception {
        auth.behave((request, connection) -> {
            decisions.incrementAndGet();
            JsonNode event = JSON.readTree(request.body());
            String effect = event.path("authorizationToken").textValue();
            String decision = effect.equals("nonsense")
                    ? "{}"
                    : ("{'principalId':'jane','policyDocument':{'Statement':[{'Effect':'" + effect
                                    + "','Action':'execute-api:Invoke','Resource':'"
                                    + event.path("methodArn").textValue()
                                    + "'}]},'context':{'team':'blue','level':3}}")
                            .replace('\'', '"');
            return Behaviours.status(200, decision).answer(request, connection);
        });
        return call(
                        "POST",
                        "/restapis/" + api() + "/authorizers",
                        "{'name':'auth','type':'TOKEN','identitySource':'method.request.header.Authorization',"
                                + "'authorizerUri':'" + uri("auth") + "'}")
                .path("id")
                .textValue();
    }

    /** Leads everything of the stage {@code dev} to the function {@code orders}, behind a method with {@code settings}. */
    private void deploy(String settings) throws Exception {
        orders.behave((request, connection) -> {
            String context =
                    JSON.readTree(request.body()).path("requestContext").toString();
            return Behaviours.status(
                            200, JSON.createObjectNode().put("body", context).toString())
                    .answer(request, connection);
        });
        String root =
                call("GET", "/restapis/" + api(), "").path("rootResourceId").textValue();
        String resource = call("POST", "/restapis/" + api + "/resources/" + root, "{'pathPart':'{proxy+}'}")
                .path("id")
                .textValue();
        String method = "/restapis/" + api + "/resources/" + resource + "/methods/ANY";
        call("PUT", method, settings);
        call("PUT", method + "/integration", "{'type':'AWS_PROXY','httpMethod':'POST','uri':'" + uri("orders") + "'}");
        call("POST", "/restapis/" + api + "/deployments", "{'stageName':'dev'}");
    }

    private static String uri(String function) {
        return "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + FUNCTION + function + "/invocations";
    }

    /** A control call; single quotes in a body without double ones stand for those. */
    private JsonNode call(String verb, String path, String body) throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(underpass.endpoint().resolve(path))
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/apigateway/aws4_request,"
                                        + " SignedHeaders=host, Signature=00")
                        .header("Content-Type", "application/json")
                        .method(
                                verb,
                                HttpRequest.BodyPublishers.ofString(
                                        body.contains("\"") ? body : body.replace('\'', '"')))
                        .build(),
                text());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JSON.readTree(answer.body());
    }
}
