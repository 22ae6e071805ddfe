package io.underpass.gateway.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.PrivateLinks.Endpoint;
import io.underpass.gateway.compile.ApiFixture.MethodFixture;
import io.underpass.gateway.compile.RoutePlan.Forward;
import io.underpass.gateway.compile.RoutePlan.Misconfigured;
import io.underpass.gateway.compile.RoutePlan.NotEmulated;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanCompilerTest {

    @Test
    void forwardsAPrivateProxy() {
        Forward plan = (Forward) plan(method -> method.uri("http://example.com:8080/a/{p}?x={p}&y=1")
                .map("path.p", "method.request.path.proxy")
                .timeoutInMillis(50)
                .streamed());
        assertThat(server(plan).uri().fixedAuthority())
                .contains(new Authority(new Endpoint("http", "example.com", 8080), "example.com:8080"));
        assertThat(server(plan).httpMethod()).contains("GET");
        assertThat(link(plan).connectionId()).isEqualTo("link01");
        assertThat(plan.timeout()).isEqualTo(Duration.ofMillis(50));
        assertThat(plan.streamed()).isTrue();
    }

    @Test
    void theVerbAnyIsTheClients() {
        assertThat(server((Forward) plan(method -> method.integrationVerb("ANY")))
                        .httpMethod())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatIsNotEmulated(UnaryOperator<MethodFixture> settings, String feature) {
        assertThat(plan(settings)).isEqualTo(new NotEmulated(feature));
    }

    static Stream<Arguments> refusesWhatIsNotEmulated() {
        return Stream.of(refused(MethodFixture::apiKeyRequired, "methods that require an API key"));
    }

    @Test
    void proxiesToAFunction() {
        Forward plan = (Forward) plan(method -> function(method, "function:orders:live"));
        assertThat(plan.type()).isEqualTo(IntegrationType.AWS_PROXY);
        assertThat(plan.backend())
                .isEqualTo(new Backend.Function(
                        "arn:aws:lambda:us-east-1:000000000000:function:orders:live", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"function:", "function:${stageVariables.none}", "function:a:${stageVariables.none}", "role:x"})
    void aFunctionThatNobodyCanFindIsAConfigurationError(String resource) {
        assertThat(plan(method -> function(method, resource)))
                .isInstanceOfSatisfying(
                        Misconfigured.class, plan -> assertThat(plan.reason()).contains("names no function"));
    }

    @Test
    void functionsAreCalledWithPostOnly() {
        assertThat(plan(method -> function(method, "function:orders").integrationVerb("GET")))
                .isInstanceOfSatisfying(
                        Misconfigured.class, plan -> assertThat(plan.reason()).contains("GET"));
    }

    @Test
    void refusesProxiesThatAreNotEmulated() {
        assertThat(plan(method -> function(method, "function:orders").streamed()))
                .isEqualTo(new NotEmulated("responseTransferMode STREAM of AWS_PROXY integrations"));
        assertThat(plan(method ->
                        method.type("AWS_PROXY").uri("arn:aws:apigateway:us-east-1:firehose:action/PutRecord")))
                .isEqualTo(new NotEmulated("AWS_PROXY integrations with another service than Lambda"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sqs:path/000000000000/orders | sqs | sqs.us-east-1.amazonaws.com | /000000000000/orders | ''",
                "bucket.s3:path/a/b | s3 | bucket.s3.us-east-1.amazonaws.com | /a/b | ''",
                "sns:action/Publish | sns | sns.us-east-1.amazonaws.com | / | Action=Publish",
                "sqs:action/SendMessage&QueueUrl=x | sqs | sqs.us-east-1.amazonaws.com | / | Action=SendMessage&QueueUrl=x",
                "dynamodb:action/PutItem | dynamodb | dynamodb.us-east-1.amazonaws.com | / | ''",
            })
    void otherServicesAreServers(String of, String service, String host, String path, String query) {
        Forward plan = (Forward) plan(method -> method.type("AWS").uri("arn:aws:apigateway:us-east-1:" + of));
        assertThat(server(plan).way()).isEqualTo(new Backend.Way.Service(service, "us-east-1"));
        assertThat(server(plan).uri().fixedAuthority().orElseThrow().hostHeader())
                .isEqualTo(host);
        assertThat(server(plan).uri().path().parts()).containsExactly(new Template.Part.Text(path));
        assertThat(server(plan).uri().query().parts())
                .isEqualTo(query.isEmpty() ? List.of() : List.of(new Template.Part.Text(query)));
    }

    @Test
    void anActionOfAJsonServiceIsItsTarget() {
        Forward plan = (Forward)
                plan(method -> method.type("AWS").uri("arn:aws:apigateway:us-east-1:dynamodb:action/PutItem"));
        assertThat(plan.request().parameters().headers())
                .containsExactly(
                        mapping("X-Amz-Target", "DynamoDB_20120810.PutItem"),
                        mapping("Content-Type", "application/x-amz-json-1.0"));
        Forward own = (Forward) plan(method -> method.type("AWS")
                .uri("arn:aws:apigateway:us-east-1:kinesis:action/PutRecord")
                .map("header.x-amz-target", "'Kinesis_20131202.PutRecords'"));
        assertThat(own.request().parameters().headers())
                .containsExactly(
                        mapping("x-amz-target", "Kinesis_20131202.PutRecords"),
                        mapping("Content-Type", "application/x-amz-json-1.1"));
    }

    private static ParameterMapping mapping(String name, String value) {
        return new ParameterMapping(name, new MappingSource.Literal(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "Connection", "Expect", "Proxy-Authenticate", "TE", "Content-Length"})
    void mappingsToMoreHeadersFailEveryRequestToAService(String name) {
        assertThat(plan(method -> method.type("AWS")
                        .uri("arn:aws:apigateway:us-east-1:sqs:path/q")
                        .map("header." + name, "'0'")))
                .isInstanceOf(Misconfigured.class);
    }

    private static MethodFixture function(MethodFixture method, String resource) {
        return method.type("AWS_PROXY")
                .integrationVerb("POST")
                .uri(
                        "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:"
                                + resource + "/invocations");
    }

    @Test
    void refusesAResourcePolicyThatItCannotJudgeBy() {
        GatewaySnapshot snapshot = ApiFixture.snapshot(ApiFixture.api("abc")
                .policy("{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\","
                        + "\"Condition\":{\"StringEquals\":{\"aws:SourceArn\":\"x\"}}}}")
                .route("GET", "/")
                .deployedTo("dev"));
        assertThat(plan(snapshot)).isEqualTo(new NotEmulated("the condition key aws:SourceArn of resource policies"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://${stageVariables.host}/ | Invalid endpoint address",
                "http://:80/ | Invalid endpoint address",
                "http://h:99999/ | Invalid endpoint address",
                "ftp://h/ | Invalid endpoint address",
                "h/x | Invalid endpoint address",
                "http://h/{proxy} | the integration's uri holds {proxy}",
            })
    void aUriThatLeadsNowhereIsAConfigurationError(String uri, String reason) {
        assertThat(plan(method -> method.uri(uri)))
                .isInstanceOfSatisfying(
                        Misconfigured.class, plan -> assertThat(plan.reason()).startsWith(reason));
    }

    @ParameterizedTest
    @CsvSource({"Content-Length", "Transfer-Encoding", "X-Amzn-Trace-Id", "x-amzn-apigateway-api-id"})
    void mappingsToSomeHeadersFailEveryRequest(String name) {
        assertThat(plan(method -> method.map("header." + name, "'0'"))).isInstanceOf(Misconfigured.class);
    }

    @ParameterizedTest
    @CsvSource({"Connection", "Expect", "Proxy-Authenticate", "TE", "Via"})
    void mappingsToSomeHeadersAreSwallowed(String name) {
        assertThat(((Forward) plan(method -> method.map("header." + name, "'0'")))
                        .request()
                        .parameters()
                        .headers())
                .isEmpty();
    }

    @Test
    void stageVariablesAreConstantsOfTheStage() {
        UnaryOperator<MethodFixture> settings = method -> method.uri(
                        "http://${stageVariables.host}:81/${stageVariables.base}/x?v=${stageVariables.none}")
                .connectionId("${stageVariables.link}")
                .map("header.x", "stageVariables.host")
                .map("header.y", "stageVariables.none");
        Forward plan = (Forward) plan(settings, Map.of("host", "h.example", "base", "b", "link", "lnk9"));
        assertThat(server(plan).uri().fixedAuthority().orElseThrow().hostHeader())
                .isEqualTo("h.example:81");
        assertThat(server(plan).uri().path().parts()).containsExactly(new Template.Part.Text("/b/x"));
        assertThat(server(plan).uri().query().parts()).containsExactly(new Template.Part.Text("v="));
        assertThat(link(plan).connectionId()).isEqualTo("lnk9");
        assertThat(plan.request().parameters().headers())
                .containsExactlyInAnyOrder(
                        new ParameterMapping("x", new MappingSource.Literal("h.example")),
                        new ParameterMapping("y", new MappingSource.Absent()));
    }

    @Test
    void aLinkVariableThatIsNotSetIsAConfigurationError() {
        assertThat(plan(method -> method.connectionId("${stageVariables.link}")))
                .isEqualTo(
                        new Misconfigured("the integration's connectionId '${stageVariables.link}' names no VPC link"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://h, h, 80, /",
        "https://h, h, 443, /",
        "http://h:80, h, 80, /",
        "http://h:8080?a=1, h:8080, 8080, /",
        "HTTP://h/a b#frag, h, 80, /a%20b",
        "http://[::1]:81/x, [::1]:81, 81, /x",
        "http://[::1]/x, [::1], 80, /x",
        "http://user@h/x, h, 80, /x"
    })
    void readsUris(String uri, String hostHeader, int port, String path) {
        UriTemplate template = server((Forward) plan(method -> method.uri(uri))).uri();
        assertThat(template.fixedAuthority().orElseThrow().hostHeader()).isEqualTo(hostHeader);
        assertThat(template.fixedAuthority().orElseThrow().endpoint().port()).isEqualTo(port);
        assertThat(template.path().parts()).containsExactly(new Template.Part.Text(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h/x",
                "ftp://h/",
                "http:///x",
                "http://u@/",
                "http://h:/",
                "http://h:0/",
                "http://h:65536/",
                "http://h:8o/",
                "http://a:b:80/",
                "http://[::1/",
                "http://a,b/"
            })
    void aUriWithoutAnAuthorityIsAConfigurationError(String uri) {
        assertThat(plan(method -> method.uri(uri)))
                .isEqualTo(new Misconfigured("Invalid endpoint address: the integration's uri is " + uri));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"method.request.cookie.x", "method.request.header", "method.request.header.", "nonsense", "'open"
            })
    void aBrokenMappingIsAConfigurationError(String source) {
        assertThat(plan(method -> method.map("header.x", source)))
                .isEqualTo(new Misconfigured("Invalid mapping expression specified: " + source));
    }

    private static Backend.Http server(Forward plan) {
        return (Backend.Http) plan.backend();
    }

    private static Backend.Way.Link link(Forward plan) {
        return (Backend.Way.Link) server(plan).way();
    }

    private static Arguments refused(UnaryOperator<MethodFixture> settings, String feature) {
        return Arguments.of(Named.of(feature, settings), feature);
    }

    private static RoutePlan plan(UnaryOperator<MethodFixture> settings) {
        return plan(settings, Map.of());
    }

    private static RoutePlan plan(UnaryOperator<MethodFixture> settings, Map<String, String> variables) {
        return plan(ApiFixture.snapshot(
                ApiFixture.api("abc").route("GET", "/", settings).deployedTo("dev", variables)));
    }

    private static RoutePlan plan(GatewaySnapshot snapshot) {
        CompiledStage stage = snapshot.api("abc").orElseThrow().stage("dev").orElseThrow();
        return stage.method(stage.match("GET", "/").orElseThrow().route()).plan();
    }
}
