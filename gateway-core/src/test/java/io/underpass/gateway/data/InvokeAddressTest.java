package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.FakeExchange;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvokeAddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "abc.execute-api.us-east-1.amazonaws.com | /dev/x?y=/z | abc | dev | /x",
                "abc.execute-api.us-east-1.localhost:4566 | /dev/x/ | abc | dev | /x/",
                "ABC.Execute-API.us-east-1.localhost | /dev | abc | dev | ''",
                "abc.execute-api.us-east-1.localhost | / | abc | '' | ''",
                "abc.execute-api.us-east-1.localhost | //dev//x | abc | dev | //x",
                "abc-vpce-0123.execute-api.us-east-1.localhost | /dev/x | abc | dev | /x",
                "my-api.execute-api.us-east-1.localhost | /dev/x | my-api | dev | /x",
                "my-api-vpce-0123.execute-api.us-east-1.localhost | /dev/x | my-api | dev | /x",
                "my-shop.execute-api.localhost.localstack.cloud:4566 | /dev/x | my-shop | dev | /x",
                "abc.execute-api.us-east-1.localhost | /restapis/q/dev/_user_request_/x | abc | restapis | /q/dev/_user_request_/x",
                "localhost:4566 | /restapis/AbC/dev/_user_request_/x/y | AbC | dev | /x/y",
                "localhost:4566 | /restapis/abc/dev/_user_request_ | abc | dev | ''",
                "localhost:4566 | /restapis/abc/dev/_user_request_/ | abc | dev | /",
                "localhost:4566 | /_aws/execute-api/abc/dev/x | abc | dev | /x",
                "localhost:4566 | /_aws/execute-api/abc | abc | '' | ''",
                "[::1]:4566 | /_aws/execute-api/abc/dev | abc | dev | ''",
            })
    void readsTheForms(String host, String target, String api, String stage, String path) {
        InvokeAddress address = InvokeAddress.of(
                        FakeExchange.of("GET", target).host(host).request())
                .orElseThrow();
        assertThat(address.apiId()).isEqualTo(api);
        assertThat(address.stage()).isEqualTo(stage);
        assertThat(address.path()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:4566, /restapis",
        "localhost:4566, /restapis/",
        "localhost:4566, /restapis/abc",
        "localhost:4566, /restapis/abc/resources/x1",
        "localhost:4566, /restapis/abc/stages/_user_request_x/y",
        "localhost:4566, /restapis/abc/resources/x1/_user_request_",
        "localhost:4566, /_aws/execute",
        "localhost:4566, /dev/x",
        "execute-api.us-east-1.localhost, /dev/x",
        "a.b.execute-api.us-east-1.localhost, /dev/x",
        "abc.execute-api., /dev/x",
        "abc.execute-api.:4566, /dev/x",
        ".execute-api.us-east-1.localhost, /dev/x",
        "abc.execute-api.us east-1.localhost, /dev/x",
        "abc.execute-api.us-east-1.localhost:port, /dev/x",
        "abc.execute-api.us-east-1.localhost:65536, /dev/x",
        "apigateway.us-east-1.amazonaws.com, /restapis"
    })
    void otherRequestsAreNoInvocations(String host, String target) {
        assertThat(InvokeAddress.of(FakeExchange.of("GET", target).host(host).request()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "abc-vpce-0123.execute-api.us-east-1.localhost, vpce-0123",
        "my-api-vpce-0123.execute-api.us-east-1.localhost, vpce-0123",
        "my-api.execute-api.us-east-1.localhost, ",
        "vpce-0123-xyz.execute-api.us-east-1.vpce.amazonaws.com, vpce-0123",
        "vpce-0123-xyz-us-east-1a.execute-api.us-east-1.vpce.amazonaws.com, vpce-0123",
        "abc.execute-api.us-east-1.localhost, ",
        "abc-vpce-0123.example.com, "
    })
    void aHostMayNameAnEndpoint(String host, String endpoint) {
        assertThat(new InvokeAddress("abc", "dev", "/x", host).vpcEndpointId())
                .isEqualTo(Optional.ofNullable(endpoint));
    }

    @Test
    void aCustomDomainNamesNoEndpoint() {
        assertThat(new InvokeAddress("abc", "dev", "/x", "abc-vpce-1.execute-api.example.com", Optional.of("/x"))
                        .vpcEndpointId())
                .isEmpty();
    }

    @Test
    void behindAnEndpointsOwnNameAHeaderNamesTheApi() {
        assertThat(InvokeAddress.of(FakeExchange.of("GET", "/dev/x")
                                .host("vpce-0123-xyz.execute-api.us-east-1.vpce.amazonaws.com")
                                .field("x-apigw-api-id", "abc")
                                .request())
                        .orElseThrow()
                        .apiId())
                .isEqualTo("abc");
    }

    @ParameterizedTest
    @CsvSource({"LOCALHOST:4566, localhost", "[::1]:4566, [::1]", "example.com:, example.com"})
    void theDomainNameHasNoPort(String host, String domainName) {
        FakeExchange exchange =
                FakeExchange.of("GET", "/_aws/execute-api/abc/dev").host(host);
        assertThat(InvokeAddress.of(exchange.request()).orElseThrow().domainName())
                .isEqualTo(domainName);
        exchange.withoutHost();
        assertThat(InvokeAddress.of(exchange.request()).orElseThrow().domainName())
                .isEmpty();
    }

    @Test
    void everyFormIsServed() {
        Gateway gateway = Gateway.proxy();
        for (String target : new String[] {"/restapis/abc/dev/_user_request_/a/b", "/_aws/execute-api/abc/dev/a/b"}) {
            gateway.serve(FakeExchange.of("GET", target).host("localhost:4566"));
            assertThat(gateway.backend.request.head().target()).isEqualTo("/a/b");
        }
    }
}
