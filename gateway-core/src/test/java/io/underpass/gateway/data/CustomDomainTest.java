package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.compile.ApiFixture;
import io.underpass.gateway.compile.GatewayCompiler;
import io.underpass.gateway.model.BasePathMapping;
import io.underpass.gateway.model.DomainName;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.RestApi;
import io.underpass.wire.FakeExchange;
import io.underpass.wire.TestTls;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

class CustomDomainTest {

    private static final String HOST = "shop.example.com";

    private final GatewayState apis = GatewayState.EMPTY.with(ApiFixture.api("abc")
            .endpointDisabled()
            .route(
                    "ANY",
                    "/{proxy+}",
                    method -> method.integrationVerb("ANY")
                            .uri("http://backend.internal/{proxy}")
                            .map("path.proxy", "method.request.path.proxy")
                            .map("header.x-path", "context.path")
                            .map("header.x-domain", "context.domainName")
                            .map("header.x-prefix", "context.domainPrefix")
                            .map("header.x-stage", "context.stage")
                            .map("header.x-subject", "context.identity.clientCert.subjectDN")
                            .map("header.x-serial", "context.identity.clientCert.serialNumber")
                            .map("header.x-before", "context.identity.clientCert.validity.notBefore"))
            .deployedTo("dev"));

    @ParameterizedTest
    @CsvSource({"/v1/orders/5?a=b, /orders/5?a=b", "/v1/a%20b, /a%20b"})
    void theBasePathIsTakenOffAndTheDisabledEndpointDoesNotMatter(String target, String sent) {
        Gateway gateway = gateway(domain(Optional.empty(), mapping("v1", "abc", Optional.of("dev"))));
        FakeExchange exchange = request(target);
        assertThat(gateway.serveCustomDomain(exchange)).isTrue();
        assertThat(gateway.backend.request.head().target()).isEqualTo(sent);
        assertThat(gateway.backend.sent("x-domain")).isEqualTo(HOST);
        assertThat(gateway.backend.sent("x-prefix")).isEqualTo("shop");
        assertThat(gateway.backend.sent("x-stage")).isEqualTo("dev");
        assertThat(gateway.backend.sent("x-path")).isEqualTo(target.split("\\?")[0]);
        exchange.leave();
    }

    @Test
    void withoutAStageInTheMappingThePathNamesIt() {
        Gateway gateway = gateway(domain(Optional.empty(), mapping("", "abc", Optional.empty())));
        FakeExchange exchange = request("/dev/orders/5");
        assertThat(gateway.serveCustomDomain(exchange)).isTrue();
        assertThat(gateway.backend.request.head().target()).isEqualTo("/orders/5");
        exchange.leave();
        FakeExchange other = request("/prod/orders/5");
        assertThat(gateway.serveCustomDomain(other)).isTrue();
        assertForbidden(other);
    }

    @Test
    void noMappingIsForbidden() {
        Gateway gateway = gateway(domain(Optional.empty(), mapping("v1", "abc", Optional.of("dev"))));
        FakeExchange exchange = request("/v2/orders");
        assertThat(gateway.serveCustomDomain(exchange)).isTrue();
        assertForbidden(exchange);
        assertThat(exchange.trail().failureReason())
                .isEqualTo("the custom domain name shop.example.com has no base path mapping for /v2/orders; its base"
                        + " paths are [v1]");
    }

    @Test
    void theHealthChecksOfAwsAreNotTheApis() {
        Gateway gateway = gateway(domain(Optional.empty(), mapping("", "abc", Optional.of("dev"))));
        for (String path : List.of("/ping", "/sping")) {
            FakeExchange exchange = request(path);
            assertThat(gateway.serveCustomDomain(exchange)).isTrue();
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.text()).isEqualTo("healthy");
        }
    }

    @Test
    void otherHostsAreLeftAlone() {
        Gateway gateway = gateway(domain(Optional.empty()));
        for (String host : List.of("example.com", "x.shop.example.com", "localhost:4566", "")) {
            assertThat(gateway.serveCustomDomain(FakeExchange.get("/").host(host)))
                    .isFalse();
        }
        assertThat(gateway.serveCustomDomain(FakeExchange.get("/ping").host("SHOP.example.com:4566")))
                .isTrue();
    }

    @Test
    void mutualTlsWantsACertificateShownToThisName() {
        TestTls tls = TestTls.create();
        X509Certificate alice = tls.clientCertificate("alice");
        Gateway gateway = gateway(domain(
                Optional.of(new DomainName.MutualTls("/clients.pem", Optional.empty())),
                mapping("", "abc", Optional.of("dev"))));

        FakeExchange shown = request("/orders").secure(HOST, alice);
        assertThat(gateway.serveCustomDomain(shown)).isTrue();
        assertThat(gateway.backend.sent("x-subject")).isEqualTo("CN=alice,O=Underpass");
        assertThat(gateway.backend.sent("x-serial")).matches("[0-9a-f]{2}(:[0-9a-f]{2}){15}");
        assertThat(gateway.backend.sent("x-before")).matches("[A-Z][a-z]{2} [ 1-3][0-9] [0-9:]{8} 20[0-9]{2} GMT");
        shown.leave();

        for (FakeExchange refused : List.of(
                request("/orders"),
                request("/orders").secure(),
                request("/orders").secure("other.example.com", alice))) {
            assertThat(gateway.serveCustomDomain(refused)).isTrue();
            assertForbidden(refused);
        }
    }

    private static void assertForbidden(FakeExchange exchange) {
        assertThat(exchange.status()).isEqualTo(403);
        assertThat(exchange.responseField("x-amzn-ErrorType")).isEqualTo("ForbiddenException");
        assertThat(exchange.text()).isEqualTo("{\"message\":\"Forbidden\"}");
    }

    private Gateway gateway(DomainName domain) {
        return new Gateway(new GatewayCompiler().first(apis.with(domain)));
    }

    private static FakeExchange request(String target) {
        return FakeExchange.get(target).host(HOST + ":4566");
    }

    private static BasePathMapping mapping(String basePath, String api, Optional<String> stage) {
        return new BasePathMapping("map001", basePath, api, stage);
    }

    private static DomainName domain(Optional<DomainName.MutualTls> mutual, BasePathMapping... mappings) {
        PSortedMap<String, BasePathMapping> byPath = TreePMap.empty();
        for (BasePathMapping mapping : mappings) {
            byPath = byPath.plus(mapping.basePath(), mapping);
        }
        return new DomainName(
                ApiFixture.SCOPE,
                HOST,
                "d-x",
                Map.of(),
                Optional.empty(),
                new RestApi.EndpointConfiguration(List.of("REGIONAL"), "ipv4", List.of()),
                "TLS_1_2",
                mutual,
                Map.of(),
                byPath);
    }
}
