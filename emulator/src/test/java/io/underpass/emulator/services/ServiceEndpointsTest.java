package io.underpass.emulator.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceEndpointsTest {

    @ParameterizedTest
    @CsvSource({
        "http://localhost:9001, localhost, 9001, '', http://localhost:9001",
        "http://localhost:9001/, localhost, 9001, '', http://localhost:9001",
        "HTTP://lambda, lambda, 80, '', http://lambda",
        "http://[::1]:3001/a/, ::1, 3001, /a, http://[::1]:3001/a",
        "http://fn:8080/2015-03-31/functions/function/invocations, fn, 8080, /2015-03-31/functions/function/invocations,"
                + " http://fn:8080/2015-03-31/functions/function/invocations",
    })
    void readsUrls(String text, String host, int port, String path, String shown) {
        ServiceEndpoint endpoint = ServiceEndpoint.parse(text);
        assertThat(endpoint)
                .isEqualTo(new ServiceEndpoint("http", host, port, path))
                .hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:9001",
                "ftp://a",
                "http://",
                "http:///a",
                "http://u@a",
                "http://a?b",
                "http://a#b",
                "a b"
            })
    void refusesWhatIsNoUrl(String text) {
        assertThatThrownBy(() -> ServiceEndpoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void httpsHasItsOwnPort() {
        assertThat(ServiceEndpoint.parse("https://lambda/a"))
                .isEqualTo(new ServiceEndpoint("https", "lambda", 443, "/a"))
                .hasToString("https://lambda/a");
    }

    @Test
    void oneEndpointForAllAndOthersByName() {
        ServiceEndpoints endpoints =
                ServiceEndpoints.of(List.of("http://all:1", "orders=http://orders:2", "pay-ments=http://pay:3/x"), "");
        assertThat(endpoints.of(function("orders"))).contains(ServiceEndpoint.parse("http://orders:2"));
        assertThat(endpoints.of(function("pay-ments"))).contains(ServiceEndpoint.parse("http://pay:3/x"));
        assertThat(endpoints.of(function("other"))).contains(ServiceEndpoint.parse("http://all:1"));
        assertThat(ServiceEndpoints.NONE.of(function("orders"))).isEmpty();
    }

    @Test
    void twoForAllAreOneTooMany() {
        assertThatThrownBy(() -> ServiceEndpoints.of(List.of("http://a", "http://b"), ""))
                .hasMessageContaining("http://a")
                .hasMessageContaining("NAME=URL");
    }

    private static FunctionName function(String name) {
        return FunctionName.parse("arn:aws:lambda:us-east-1:000000000000:function:" + name)
                .orElseThrow();
    }
}
