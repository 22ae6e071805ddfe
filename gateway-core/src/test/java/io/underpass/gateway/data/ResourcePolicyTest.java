package io.underpass.gateway.data;

import static io.underpass.gateway.data.Faults.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.compile.ApiFixture;
import io.underpass.wire.FakeExchange;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resource policies without an authorizer, and private APIs. Single quotes in policies stand for double ones. */
class ResourcePolicyTest {

    private static final String ARN = "arn:aws:execute-api:us-east-1:********0000:abc/dev/GET/existing";

    @Test
    void whoIsAllowedPasses() {
        Gateway gateway = gateway("{'Effect':'Allow','Principal':'*','Action':'execute-api:Invoke',"
                + "'Resource':'execute-api:/*/GET/*','Condition':{'IpAddress':{'aws:SourceIp':'203.0.113.0/24'}}}");

        assertThat(gateway.get("/dev/existing").status()).isEqualTo(200);
    }

    @Test
    void whoIsNotAllowedIsDenied() {
        Gateway gateway = gateway("{'Effect':'Allow','Principal':'*','Action':'execute-api:Invoke',"
                + "'Resource':'execute-api:/*','Condition':{'IpAddress':{'aws:SourceIp':'203.0.113.0/24'}}}");
        FakeExchange exchange = gateway.serve(
                Gateway.request("GET", "/dev/existing").from(new InetSocketAddress("198.51.100.9", 4000)));

        assertFault(
                exchange,
                403,
                "{\"Message\":\"User: anonymous is not authorized to perform: execute-api:Invoke on resource: " + ARN
                        + "\"}",
                "AccessDeniedException");
        assertThat(gateway.backend.request).isNull();
    }

    @Test
    void aDenialSaysSo() {
        Gateway gateway = gateway(
                "{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'},"
                        + "{'Effect':'Deny','Principal':'*','Action':'execute-api:Invoke','Resource':'execute-api:/*/GET/existing'}");

        assertFault(
                gateway.get("/dev/existing"),
                403,
                "{\"Message\":\"User: anonymous is not authorized to perform: execute-api:Invoke on resource: " + ARN
                        + " with an explicit deny in a resource-based policy\"}",
                "AccessDeniedException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/%65xisting", "/dev//existing", "/dev/existing/"})
    void aDenialHoldsForEachWayToTheResource(String target) {
        Gateway gateway = gateway(
                "{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'},"
                        + "{'Effect':'Deny','Principal':'*','Action':'execute-api:Invoke','Resource':'execute-api:/*/GET/existing'}");

        assertThat(gateway.get(target).status()).isEqualTo(403);
        assertThat(gateway.backend.request).isNull();
    }

    @Test
    void anUnmatchedRouteIsNotThePolicysAffair() {
        Gateway gateway = gateway("{'Effect':'Deny','Principal':'*','Action':'*','Resource':'*'}");

        assertThat(gateway.get("/dev/random").text()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
    }

    @Test
    void aPrivateApiIsReachedThroughAnEndpointAlone() {
        Gateway gateway = Gateway.of(privateApi());

        assertFault(gateway.get("/dev/existing"), 403, "{\"message\":\"Forbidden\"}", "ForbiddenException");
    }

    @Test
    void aPrivateApiIsReachedByTheEndpointInItsHost() {
        Gateway gateway = Gateway.of(privateApi());

        assertThat(gateway.serve(Gateway.request("GET", "/dev/existing")
                                .host("abc-vpce-0a1b.execute-api.us-east-1.amazonaws.com"))
                        .status())
                .isEqualTo(200);
        assertThat(gateway.serve(Gateway.request("GET", "/dev/existing")
                                .host("abc-vpce-0c2d.execute-api.us-east-1.amazonaws.com"))
                        .text())
                .startsWith("{\"Message\":\"User: anonymous is not authorized");
    }

    @Test
    void aPrivateApiIsReachedByTheEndpointsOwnName() {
        FakeExchange exchange = Gateway.of(privateApi())
                .serve(Gateway.request("GET", "/dev/existing")
                        .host("vpce-0a1b-x2y3.execute-api.us-east-1.vpce.amazonaws.com")
                        .field("x-apigw-api-id", "abc"));

        assertThat(exchange.status()).isEqualTo(200);
    }

    @Test
    void aPrivateApiKnowsTheVpcOfItsEndpoints() {
        Gateway gateway = Gateway.of(ApiFixture.api("abc")
                .endpointType("PRIVATE")
                .route("GET", "/existing")
                .policy(policy("{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*',"
                        + "'Condition':{'StringEquals':{'aws:SourceVpc':'vpc-1'}}}")));

        assertThat(gateway.serve(Gateway.request("GET", "/dev/existing")
                                .host("abc-vpce-0a1b.execute-api.us-east-1.amazonaws.com"))
                        .status())
                .isEqualTo(200);
        assertThat(gateway.serve(Gateway.request("GET", "/dev/existing")
                                .host("abc-vpce-9.execute-api.us-east-1.amazonaws.com"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aPrivateApiWithoutAPolicyLetsNobodyIn() {
        Gateway gateway =
                Gateway.of(ApiFixture.api("abc").endpointType("PRIVATE").route("GET", "/existing"));
        FakeExchange exchange = gateway.serve(
                Gateway.request("GET", "/dev/existing").host("abc-vpce-0a1b.execute-api.us-east-1.amazonaws.com"));

        assertThat(exchange.status()).isEqualTo(403);
        assertThat(exchange.text()).startsWith("{\"Message\":\"User: anonymous is not authorized");
    }

    private static ApiFixture privateApi() {
        return ApiFixture.api("abc")
                .endpointType("PRIVATE")
                .route("GET", "/existing")
                .policy(policy("{'Effect':'Allow','Principal':'*','Action':'execute-api:Invoke',"
                        + "'Resource':'execute-api:/*','Condition':{'StringEquals':{'aws:SourceVpce':'vpce-0a1b'}}}"));
    }

    private static Gateway gateway(String statements) {
        return Gateway.of(ApiFixture.api("abc").route("GET", "/existing").policy(policy(statements)));
    }

    private static String policy(String statements) {
        return ("{'Version':'2012-10-17','Statement':[" + statements + "]}").replace('\'', '"');
    }
}
