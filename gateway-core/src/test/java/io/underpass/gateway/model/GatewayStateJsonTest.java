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

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    @Test
    void everythingComesBackAsItWas() {
        GatewayState state = GatewayState.EMPTY.with(api());

        String text = StateJson.text(state);

        assertThat(StateJson.read(text, GatewayState.class)).isEqualTo(state);
        assertThat(text).doesNotContain("children");
    }

    private static ApiState api() {
        RestApi api = new RestApi(
                new Scope("000000000000", "us-east-1"),
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
        Deployment deployment = new Deployment("dep001", Optional.of("first"), NOW, api, edited.resources());
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
