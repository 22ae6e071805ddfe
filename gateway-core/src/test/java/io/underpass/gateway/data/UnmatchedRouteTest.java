package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.gateway.compile.ApiFixture;
import io.underpass.wire.FakeExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnmatchedRouteTest {

    private static final String PARAMETERS = "Authorization header requires 'Credential' parameter. "
            + "Authorization header requires 'Signature' parameter. "
            + "Authorization header requires 'SignedHeaders' parameter.";
    private static final String DATE =
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.";

    @Test
    void r03AHeaderWithoutPairsIsHashed() {
        Gateway gateway = Gateway.of(ApiFixture.api("abc").route("GET", "/existing"));
        FakeExchange exchange =
                gateway.serve(Gateway.request("GET", "/dev/random").field("Authorization", "Bearer abc"));
        assertThat(exchange.status()).isEqualTo(403);
        assertThat(exchange.responseField("x-amzn-ErrorType")).isEqualTo("IncompleteSignatureException");
        assertThat(exchange.text())
                .isEqualTo("{\"message\":\"Invalid key=value pair (missing equal-sign) in Authorization header "
                        + "(hashed with SHA-256 and encoded with Base64): "
                        + "'w1Xc6WwWEogNEZQP/dkBTThsJT4MNlKmzQanIm970rY='.\"}");
    }

    @ParameterizedTest
    @CsvSource({"abc", "Basic abc", "'Foo a=1, b'", "'AWS4-HMAC-SHA256 Credential'"})
    void anItemWithoutAnEqualsSignIsInvalid(String header) {
        assertThat(fault(header).type()).isEqualTo(FaultType.INCOMPLETE_SIGNATURE);
        assertThat(fault(header).message()).startsWith("Invalid key=value pair (missing equal-sign)");
    }

    @Test
    void pairsThatAreNoSignatureMissParameters() {
        assertThat(fault("Basic YWJj=")).isEqualTo(new Fault(FaultType.INCOMPLETE_SIGNATURE, PARAMETERS + ' ' + DATE));
        assertThat(fault("Basic YWJj=", "Date", "now"))
                .isEqualTo(new Fault(FaultType.INCOMPLETE_SIGNATURE, PARAMETERS));
        assertThat(fault("AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c"))
                .isEqualTo(new Fault(FaultType.INCOMPLETE_SIGNATURE, DATE));
    }

    @Test
    void aWholeSignatureMissesAToken() {
        assertThat(fault("AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c", "X-Amz-Date", "now")
                        .type())
                .isEqualTo(FaultType.MISSING_AUTHENTICATION_TOKEN);
        assertThat(fault("").type()).isEqualTo(FaultType.MISSING_AUTHENTICATION_TOKEN);
    }

    private static Fault fault(String authorization, String... more) {
        HttpHeaders headers = new DefaultHttpHeaders().add("authorization", authorization);
        for (int i = 0; i < more.length; i += 2) {
            headers.add(more[i], more[i + 1]);
        }
        return UnmatchedRoute.fault(headers);
    }
}
