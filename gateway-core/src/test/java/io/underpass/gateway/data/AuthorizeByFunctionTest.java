package io.underpass.gateway.data;

import static io.underpass.gateway.compile.ApiFixture.ResponseFixture.status;
import static io.underpass.gateway.data.Faults.assertFault;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.underpass.gateway.LambdaFunctions.Result;
import io.underpass.gateway.compile.ApiFixture;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Authorizer;
import io.underpass.wire.FakeExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcollections.TreePMap;

/** Lambda authorizers. Single quotes in what functions return stand for double ones. */
class AuthorizeByFunctionTest {

    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:auth";
    private static final String ARN = "arn:aws:execute-api:us-east-1:000000000000:abc/dev/GET/orders";
    private static final JsonMapper MAPPER = new JsonMapper();

    @Test
    @DisplayName("A10 a Lambda authorizer without identity header")
    void a10WithoutIdentityNobodyIsAsked() {
        Gateway gateway = token(answer("Allow", "*"));

        FakeExchange exchange = gateway.get("/dev/orders");

        assertFault(exchange, 401, "{\"message\":\"Unauthorized\"}", "UnauthorizedException");
        assertThat(exchange.responseHead().length()).isEqualTo(26);
        assertFault(get(gateway, ""), 401, "{\"message\":\"Unauthorized\"}", "UnauthorizedException");
        assertThat(gateway.functions.calls).isEmpty();
    }

    @Test
    @DisplayName("A11 an authorizer that returns Deny")
    void a11ADenialIsExplicit() {
        Gateway gateway = token(answer("Deny", "*"));

        assertFault(
                get(gateway, "t"),
                403,
                "{\"Message\":\"User is not authorized to access this resource with an explicit deny in an"
                        + " identity-based policy\"}",
                "AccessDeniedException");
        assertThat(gateway.backend.request).isNull();
    }

    @ParameterizedTest
    @DisplayName("A12 a misconfigured authorizer")
    @ValueSource(
            strings = {
                "nonsense",
                "null",
                "{}",
                "{'principalId':'u'}",
                "{'principalId':'u','policyDocument':{'Statement':[]}}",
                "{'principalId':'u','policyDocument':{'Statement':[{'Effect':'Allow'}]}}",
                "{'policyDocument':{'Statement':[{'Effect':'Allow','Action':'*','Resource':'*'}]}}",
                "{'principalId':'u','policyDocument':{'Statement':[{'Effect':'Allow','Action':'*','Resource':'*'}]},"
                        + "'context':{'a':{'b':1}}}"
            })
    void a12WhatCannotBeReadIsAConfigurationError(String returned) {
        assertFault(get(token(returned), "t"), 500, "{\"message\":null}", "AuthorizerConfigurationException");
    }

    @Test
    @DisplayName("A12 an authorizer whose function is not there")
    void a12AFunctionThatIsNotThereIsAConfigurationError() {
        Gateway gateway = Gateway.of(api(tokenAuthorizer()));
        gateway.functions.answers(new Result.NotFound("no function auth"));

        FakeExchange exchange = get(gateway, "t");

        assertFault(exchange, 500, "{\"message\":null}", "AuthorizerConfigurationException");
        assertThat(exchange.trail().failureReason()).isEqualTo("no function auth");
    }

    @Test
    void aFunctionThatDoesNotAnswerIsAFailure() {
        Gateway gateway = Gateway.of(api(tokenAuthorizer()));
        gateway.functions.answers(new Result.TimedOut("nothing within 29 s"));

        assertFault(get(gateway, "t"), 500, "{\"message\":null}", "AuthorizerFailureException");
    }

    @Test
    void aFunctionCanRefuseByThrowingUnauthorized() {
        Gateway gateway = Gateway.of(api(tokenAuthorizer()));
        returns(gateway, "{'errorMessage':'Unauthorized'}", Optional.of("Unhandled"));
        assertFault(get(gateway, "t"), 401, "{\"message\":\"Unauthorized\"}", "UnauthorizedException");

        returns(gateway, "{'errorMessage':'boom'}", Optional.of("Unhandled"));
        assertFault(get(gateway, "t"), 500, "{\"message\":null}", "AuthorizerConfigurationException");
    }

    @Test
    void aPolicyThatDoesNotSpeakOfTheMethodDeniesImplicitly() {
        assertFault(
                get(token(answer("Allow", ARN.replace("GET", "POST"))), "t"),
                403,
                "{\"Message\":\"User is not authorized to access this resource\"}",
                "AccessDeniedException");
    }

    @Test
    void theFunctionGetsTokenAndMethod() throws IOException {
        Gateway gateway = token(answer("Allow", ARN));

        assertThat(get(gateway, "Bearer abc").status()).isEqualTo(200);
        assertThat(gateway.functions.call().functionArn()).isEqualTo(FUNCTION);
        assertThat(event(gateway))
                .isEqualTo(json("{'type':'TOKEN','methodArn':'" + ARN + "','authorizationToken':'Bearer abc'}"));
    }

    @Test
    void aTokenMustMatchTheExpression() {
        Gateway gateway = Gateway.of(api(authorizer(
                "TOKEN", Optional.of("method.request.header.Authorization"), Optional.of("Bearer [a-z]+"), 300)));
        returns(gateway, answer("Allow", "*"), Optional.empty());

        assertThat(get(gateway, "Bearer 123").status()).isEqualTo(401);
        assertThat(get(gateway, "xBearer abc").status()).isEqualTo(401);
        assertThat(gateway.functions.calls).isEmpty();
        assertThat(get(gateway, "Bearer abc").status()).isEqualTo(200);
    }

    @Test
    void contextReachesTheBackendAsText() {
        Gateway gateway = token("{'principalId':'user|1','policyDocument':{'Statement':[{'Effect':'Allow','Action':"
                + "'execute-api:Invoke','Resource':'*'}]},'context':{'n':1.5,'b':true,'s':'x','z':null}}");

        assertThat(get(gateway, "t").status()).isEqualTo(200);
        assertThat(gateway.backend.sent("x-principal")).isEqualTo("user|1");
        assertThat(gateway.backend.sent("x-n")).isEqualTo("1.5");
        assertThat(gateway.backend.sent("x-b")).isEqualTo("true");
        assertThat(gateway.backend.sent("x-z")).isNull();
    }

    @Test
    void contextReachesTemplates() {
        Gateway gateway = Gateway.of(ApiFixture.api("abc")
                .authorizer(tokenAuthorizer())
                .route(
                        "GET",
                        "/orders",
                        method -> method.authorizer("CUSTOM", "auth01")
                                .mock("{\"statusCode\": 200}")
                                .response(status("200")
                                        .template(
                                                "application/json",
                                                "$context.authorizer.principalId is $context.authorizer.level,"
                                                        + " $context.authorizer.none"))));
        returns(
                gateway,
                "{'principalId':'jane','policyDocument':{'Statement':[{'Effect':'Allow','Action':'*','Resource':'*'}]},"
                        + "'context':{'level':3}}",
                Optional.empty());

        assertThat(get(gateway, "t").text()).isEqualTo("jane is 3, ");
    }

    @Test
    void aDecisionIsKeptForTheTokenAcrossMethodsOfTheStage() {
        Gateway gateway = token(answer("Allow", "arn:aws:execute-api:*:*:abc/dev/GET/*"));

        assertThat(get(gateway, "t").status()).isEqualTo(200);
        assertThat(get(gateway, "t").status()).isEqualTo(200);
        FakeExchange post = gateway.serve(Gateway.request("POST", "/dev/orders").field("Authorization", "t"));
        assertThat(post.status()).as("the kept policy does not allow POST").isEqualTo(403);
        assertThat(gateway.functions.calls).hasSize(1);

        get(gateway, "other");
        assertThat(gateway.functions.calls).hasSize(2);
    }

    @Test
    void aDecisionIsKeptAsLongAsTheAuthorizerSays() {
        Gateway gateway = token(answer("Allow", "*"));
        get(gateway, "t");

        gateway.now = Gateway.NOW.plus(Duration.ofSeconds(299));
        get(gateway, "t");
        assertThat(gateway.functions.calls).hasSize(1);
        gateway.now = Gateway.NOW.plus(Duration.ofSeconds(301));
        get(gateway, "t");
        assertThat(gateway.functions.calls).hasSize(2);
    }

    @Test
    void flushingForgetsTheStagesDecisions() {
        Gateway gateway = token(answer("Allow", "*"));
        get(gateway, "t");

        gateway.decisions.flush("abc", "other");
        get(gateway, "t");
        assertThat(gateway.functions.calls).hasSize(1);
        gateway.decisions.flush("abc", "dev");
        get(gateway, "t");
        assertThat(gateway.functions.calls).hasSize(2);
    }

    @Test
    void nothingIsKeptWithoutATimeToLive() {
        Gateway gateway = Gateway.of(
                api(authorizer("TOKEN", Optional.of("method.request.header.Authorization"), Optional.empty(), 0)));
        returns(gateway, answer("Allow", "*"), Optional.empty());

        get(gateway, "t");
        get(gateway, "t");
        assertThat(gateway.functions.calls).hasSize(2);
    }

    @Test
    void failuresAreNotKept() {
        Gateway gateway = token("nonsense");
        get(gateway, "t");
        returns(gateway, answer("Allow", "*"), Optional.empty());

        assertThat(get(gateway, "t").status()).isEqualTo(200);
    }

    @Test
    void aRequestAuthorizerGetsTheRequest() throws IOException {
        Gateway gateway = Gateway.of(api(authorizer(
                "REQUEST",
                Optional.of("method.request.header.X-User, method.request.querystring.key"),
                Optional.empty(),
                300)));
        returns(gateway, answer("Allow", "*"), Optional.empty());

        FakeExchange exchange = gateway.serve(Gateway.request("GET", "/dev/orders/7?key=1&key=2")
                .field("x-user", "jane")
                .field("X-Twice", "a")
                .field("X-Twice", "b"));
        exchange.runPending();

        assertThat(exchange.status()).isEqualTo(200);
        JsonNode event = event(gateway);
        assertThat(event.get("type").asText()).isEqualTo("REQUEST");
        assertThat(event.get("methodArn").asText()).isEqualTo(ARN + "/7");
        assertThat(event.get("resource").asText()).isEqualTo("/{proxy+}");
        assertThat(event.get("path").asText()).isEqualTo("/orders/7");
        assertThat(event.get("httpMethod").asText()).isEqualTo("GET");
        assertThat(event.at("/headers/x-user").asText()).isEqualTo("jane");
        assertThat(event.at("/headers/X-Twice").asText()).isEqualTo("b");
        assertThat(event.at("/multiValueHeaders/X-Twice")).isEqualTo(json("['a','b']"));
        assertThat(event.get("queryStringParameters")).isEqualTo(json("{'key':'2'}"));
        assertThat(event.get("multiValueQueryStringParameters")).isEqualTo(json("{'key':['1','2']}"));
        assertThat(event.get("pathParameters")).isEqualTo(json("{'proxy':'orders/7'}"));
        assertThat(event.get("stageVariables")).isEqualTo(json("{}"));
        assertThat(event.at("/requestContext/stage").asText()).isEqualTo("dev");
        assertThat(event.at("/requestContext/requestId").asText()).isEqualTo(Gateway.REQUEST_ID);
        assertThat(event.at("/requestContext/identity/sourceIp").asText()).isEqualTo("203.0.113.7");
        assertThat(event.at("/requestContext/identity/userArn").isNull()).isTrue();
    }

    @Test
    void aRequestAuthorizerNeedsEveryIdentitySource() {
        Gateway gateway = Gateway.of(api(authorizer(
                "REQUEST",
                Optional.of("method.request.header.X-User,method.request.querystring.key"),
                Optional.empty(),
                300)));
        returns(gateway, answer("Allow", "*"), Optional.empty());

        assertThat(gateway.serve(Gateway.request("GET", "/dev/orders").field("X-User", "jane"))
                        .status())
                .isEqualTo(401);
        assertThat(gateway.functions.calls).isEmpty();
    }

    @Test
    void theResourcePolicysDenialComesFirst() {
        Gateway gateway = Gateway.of(
                api(tokenAuthorizer())
                        .policy(
                                "{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}}"));
        returns(gateway, answer("Allow", "*"), Optional.empty());

        assertThat(get(gateway, "t").text()).contains("with an explicit deny in a resource-based policy");
        assertThat(gateway.functions.calls).isEmpty();
    }

    @Test
    void theResourcePolicyCanAllowWhatTheFunctionLeavesOpen() {
        Gateway gateway = Gateway.of(
                api(tokenAuthorizer())
                        .policy(
                                "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}}"));
        returns(gateway, answer("Allow", ARN.replace("GET", "POST")), Optional.empty());

        assertThat(get(gateway, "t").status()).isEqualTo(200);
    }

    @Test
    void theFunctionMayBeAStageVariables() {
        Gateway gateway = Gateway.of(
                api(new Authorizer(
                        "auth01",
                        "auth",
                        "TOKEN",
                        List.of(),
                        Optional.of("custom"),
                        Optional.of(uri("arn:aws:lambda:us-east-1:000000000000:function:${stageVariables.fn}")),
                        Optional.empty(),
                        Optional.of("method.request.header.Authorization"),
                        Optional.empty(),
                        Optional.of(300))),
                Map.of("fn", "checker"));
        returns(gateway, answer("Allow", "*"), Optional.empty());

        get(gateway, "t");
        assertThat(gateway.functions.call().functionArn())
                .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:checker");
    }

    @Test
    void aMethodArnThatIsTooLongIsRefused() {
        Gateway gateway = token(answer("Allow", "*"));
        FakeExchange exchange =
                gateway.serve(Gateway.request("GET", "/dev/" + "x".repeat(1600)).field("Authorization", "t"));

        assertThat(exchange.status()).isEqualTo(414);
        assertThat(exchange.text()).isEqualTo("Request URI too long");
    }

    @Test
    void anAuthorizerIsTestedWhateverItDecides() throws IOException {
        ApiState tested = api(tokenAuthorizer()).deployedTo("dev");
        ApiState state = tested.withDefinitions(tested.deployments().get("dep1").definitions());
        Gateway gateway = token(answer("Deny", "*"));

        for (int i = 0; i < 2; i++) {
            TestInvocation.Result denied =
                    gateway.testAuthorizer(state, "auth01", "", Map.of("Authorization", List.of("t")));
            assertThat(denied.status()).isEqualTo(200);
            assertThat(denied.decision().orElseThrow().principalId()).isEqualTo("user");
            assertThat(json(denied.decision().orElseThrow().policy())
                            .at("/Statement/0/Effect")
                            .asText())
                    .isEqualTo("Deny");
            assertThat(denied.log())
                    .startsWith("Execution log for request " + Gateway.REQUEST_ID + "\n")
                    .contains(
                            " : Starting authorizer: auth01\n",
                            " : Using valid authorizer policy for principal: user\n")
                    .endsWith(" : Successfully completed authorizer execution\n");
        }
        assertThat(gateway.functions.calls).as("nothing is kept").hasSize(2);
        assertThat(event(gateway).get("methodArn").asText())
                .isEqualTo("arn:aws:execute-api:us-east-1:000000000000:abc/ESTestInvoke-stage/GET/");
        assertThat(gateway.backend.request).isNull();

        TestInvocation.Result nobody = gateway.testAuthorizer(state, "auth01", "", Map.of());
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.decision()).isEmpty();
        returns(gateway, "nonsense", Optional.empty());
        TestInvocation.Result broken =
                gateway.testAuthorizer(state, "auth01", "", Map.of("Authorization", List.of("t")));
        assertThat(broken.status()).isEqualTo(500);
        assertThat(broken.log()).contains("the authorizer's function returned no JSON");
    }

    @Test
    void accessLogsTellHowTheStepsWent() {
        Gateway gateway = new Gateway(ApiFixture.snapshot(api(tokenAuthorizer())
                .loggedBy(
                        "dev",
                        "$context.requestId $context.authorizer.status $context.authorizer.latency"
                                + " $context.authorizer.integrationStatus $context.authorizer.integrationLatency"
                                + " $context.authorizer.principalId $context.authorize.status"
                                + " $context.authenticate.status $context.authorizer.error $context.authorize.error",
                        TreePMap.empty())));
        returns(gateway, answer("Allow", "*"), Optional.empty());
        get(gateway, "t");
        returns(gateway, answer("Deny", "*"), Optional.empty());
        get(gateway, "u");
        get(gateway, "");

        assertThat(gateway.logged("API-Gateway-Access-Logs_abc/dev").stream()
                        .map(line -> line.substring(Gateway.REQUEST_ID.length() + 1)))
                .containsExactly(
                        "200 0 200 0 user 200 - - -",
                        "200 0 200 0 - 403 - - User is not authorized to access this resource with an explicit deny in"
                                + " an identity-based policy",
                        "401 0 - - - - - an identity source of the authorizer is missing or empty -");
    }

    private static Gateway token(String returned) {
        Gateway gateway = Gateway.of(api(tokenAuthorizer()));
        returns(gateway, returned, Optional.empty());
        return gateway;
    }

    private static FakeExchange get(Gateway gateway, String token) {
        FakeExchange exchange =
                gateway.serve(Gateway.request("GET", "/dev/orders").field("Authorization", token));
        exchange.runPending();
        return exchange;
    }

    private static void returns(Gateway gateway, String returned, Optional<String> error) {
        gateway.functions.answers(
                new Result.Returned(200, returned.replace('\'', '"').getBytes(UTF_8), error, "$LATEST"));
    }

    private static JsonNode event(Gateway gateway) throws IOException {
        return MAPPER.readTree(gateway.functions.call().payload());
    }

    private static JsonNode json(String text) throws IOException {
        return MAPPER.readTree(text.replace('\'', '"'));
    }

    private static String answer(String effect, String resource) {
        return "{'principalId':'user','policyDocument':{'Version':'2012-10-17','Statement':[{'Effect':'" + effect
                + "','Action':'execute-api:Invoke','Resource':'" + resource + "'}]}}";
    }

    private static Authorizer tokenAuthorizer() {
        return authorizer("TOKEN", Optional.of("method.request.header.Authorization"), Optional.empty(), 300);
    }

    private static Authorizer authorizer(
            String type, Optional<String> identitySource, Optional<String> validation, int ttlSeconds) {
        return new Authorizer(
                "auth01",
                "auth",
                type,
                List.of(),
                Optional.of("custom"),
                Optional.of(uri(FUNCTION)),
                Optional.empty(),
                identitySource,
                validation,
                Optional.of(ttlSeconds));
    }

    private static String uri(String function) {
        return "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + function + "/invocations";
    }

    private static ApiFixture api(Authorizer authorizer) {
        return ApiFixture.api("abc")
                .authorizer(authorizer)
                .route(
                        "ANY",
                        "/{proxy+}",
                        method -> method.authorizer("CUSTOM", "auth01")
                                .integrationVerb("ANY")
                                .uri("http://backend.internal/{proxy}")
                                .map("path.proxy", "method.request.path.proxy")
                                .map("header.x-principal", "context.authorizer.principalId")
                                .map("header.x-n", "context.authorizer.n")
                                .map("header.x-b", "context.authorizer.b")
                                .map("header.x-z", "context.authorizer.z"));
    }
}
