package io.underpass.gateway.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.aws.Scope;
import io.underpass.aws.state.StateJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

class GatewayStateJsonTest {

    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    @Test
    void everythingComesBackAsItWas() {
        GatewayState state = GatewayState.EMPTY
                .with(api().withDefinitions(definitions()))
                .withApiKeys(TreePMap.<String, ApiKey>empty().plus("key0000001", apiKey()))
                .withUsagePlans(TreePMap.<String, UsagePlan>empty().plus("plan01", usagePlan()))
                .with(domain())
                .withClientCertificates(TreePMap.<String, ClientCertificate>empty()
                        .plus(
                                "cert01",
                                new ClientCertificate(
                                        SCOPE, "cert01", Optional.of("c"), "PEM", "KEY", NOW, NOW, Map.of("a", "b"))))
                .withAccount(SCOPE, new AccountSettings(Optional.of("arn:aws:iam::000000000000:role/logs")));

        String text = StateJson.text(state);

        assertThat(StateJson.read(text, GatewayState.class)).isEqualTo(state);
        assertThat(text).doesNotContain("children");
    }

    private static DomainName domain() {
        return new DomainName(
                SCOPE,
                "shop.example.com",
                "d-abcdefghij",
                Map.of("certificateArn", "arn:aws:acm:x"),
                Optional.of(new DomainName.Certificate("PEM", "KEY")),
                new RestApi.EndpointConfiguration(List.of("REGIONAL"), "ipv4", List.of()),
                "TLS_1_2",
                Optional.of(new DomainName.MutualTls("s3://bucket/key", Optional.of("1"))),
                Map.of("a", "b"),
                TreePMap.<String, BasePathMapping>empty()
                        .plus("", new BasePathMapping("map001", "", "abcdefghij", Optional.of("test")))
                        .plus("a/b", new BasePathMapping("map002", "a/b", "abcdefghij", Optional.empty())));
    }

    private static ApiDefinitions definitions() {
        return ApiDefinitions.EMPTY
                .withModels(TreePMap.<String, Model>empty()
                        .plus(
                                "Order",
                                new Model("model1", "Order", Optional.empty(), "application/json", Optional.of("{}"))))
                .withRequestValidators(TreePMap.<String, RequestValidator>empty()
                        .plus("val001", new RequestValidator("val001", "all", true, false)))
                .withAuthorizers(TreePMap.<String, Authorizer>empty()
                        .plus(
                                "auth01",
                                new Authorizer(
                                        "auth01",
                                        "tokens",
                                        "TOKEN",
                                        List.of("arn:aws:cognito-idp:x"),
                                        Optional.of("custom"),
                                        Optional.of("arn:aws:apigateway:x"),
                                        Optional.empty(),
                                        Optional.of("method.request.header.Authorization"),
                                        Optional.of("^Bearer"),
                                        Optional.of(60))))
                .withGatewayResponses(TreePMap.<String, GatewayResponse>empty()
                        .plus(
                                "DEFAULT_4XX",
                                new GatewayResponse(
                                        "DEFAULT_4XX",
                                        Optional.of("418"),
                                        Map.of("gatewayresponse.header.X", "'y'"),
                                        Map.of("text/plain", "no"))));
    }

    private static ApiKey apiKey() {
        return new ApiKey(
                SCOPE,
                "key0000001",
                "0123456789012345678901234567890123456789",
                Optional.of("customer"),
                Optional.empty(),
                Optional.of("c-1"),
                true,
                NOW,
                NOW,
                List.of("abcdefghij/test"),
                Map.of("a", "b"));
    }

    private static UsagePlan usagePlan() {
        UsagePlan.Throttle throttle = new UsagePlan.Throttle(5, 2.5);
        return new UsagePlan(
                SCOPE,
                "plan01",
                "gold",
                Optional.empty(),
                List.of(new UsagePlan.ApiStage("abcdefghij", "test", Map.of("/orders/GET", throttle))),
                Optional.of(throttle),
                Optional.of(new UsagePlan.Quota(1000, 3, "DAY")),
                Optional.empty(),
                Map.of(),
                List.of("key0000001"));
    }

    private static ApiState api() {
        RestApi api = new RestApi(
                SCOPE,
                "abcdefghij",
                "shop",
                Optional.of("A shop"),
                NOW,
                Optional.empty(),
                List.of("image/*"),
                Optional.of(1024),
                "HEADER",
                new RestApi.EndpointConfiguration(List.of("REGIONAL"), "ipv4", List.of()),
                Optional.of("{\"Version\": \"2012-10-17\"}"),
                Map.of("team", "a", "cost", "b"),
                false,
                "root000000",
                Optional.empty(),
                Optional.empty());
        Resource orders = new Resource(
                        "orders", Optional.of(api.rootResourceId()), Optional.of("orders"), "/orders", TreePMap.empty())
                .with(method("GET", Optional.of(integration())))
                .with(method("ANY", Optional.empty()));
        Resource proxy = new Resource(
                "proxy1", Optional.of("orders"), Optional.of("{proxy+}"), "/orders/{proxy+}", TreePMap.empty());
        ApiState edited = ApiState.of(api).with(orders).with(proxy);
        Deployment deployment = edited.deployment("dep001", Optional.of("first"), NOW);
        Stage stage = new Stage(
                "test",
                "dep001",
                Optional.empty(),
                Map.of("vpcLink", "abc123"),
                false,
                Optional.of("0.5"),
                Optional.empty(),
                true,
                Map.of(),
                TreePMap.<String, MethodSettings>empty().plus("*/*", MethodSettings.DEFAULT),
                Optional.of(new CanarySettings(12.5, "dep001", Map.of("vpcLink", "def456"), true)),
                Optional.of(new AccessLogSettings(Optional.of("arn:aws:logs:x"), Optional.of("$context.requestId"))),
                Optional.of("cert01"),
                NOW,
                NOW.plusSeconds(1));
        return edited.withDeployments(TreePMap.<String, Deployment>empty().plus("dep001", deployment))
                .withStages(TreePMap.<String, Stage>empty().plus("test", stage));
    }

    private static Method method(String verb, Optional<Integration> integration) {
        PSortedMap<String, MethodResponse> responses = TreePMap.<String, MethodResponse>empty()
                .plus("200", new MethodResponse("200", Map.of("method.response.header.X", true), Map.of()));
        return new Method(
                verb,
                "NONE",
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.of("getOrders"),
                Map.of("method.request.path.proxy", true),
                Map.of("application/json", "Empty"),
                List.of("scope"),
                responses,
                integration);
    }

    private static Integration integration() {
        IntegrationResponse response = new IntegrationResponse(
                "200",
                Optional.of("2\\d{2}"),
                Map.of("method.response.header.X", "'y'"),
                Optional.of(Map.of()),
                Optional.empty());
        return new Integration(
                "HTTP_PROXY",
                Optional.of("GET"),
                Optional.of("http://orders.internal/{proxy}"),
                Optional.of("VPC_LINK"),
                Optional.of("${stageVariables.vpcLink}"),
                Optional.of("arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/orders/1"),
                Optional.empty(),
                Map.of("integration.request.path.proxy", "method.request.path.proxy"),
                Map.of(),
                "WHEN_NO_MATCH",
                Optional.empty(),
                29000,
                "ns",
                List.of("method.request.path.proxy"),
                Optional.of(new Integration.TlsConfig(true)),
                Optional.of("STREAM"),
                TreePMap.<String, IntegrationResponse>empty().plus("200", response));
    }
}
