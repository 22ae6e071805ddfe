package io.underpass.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.underpass.aws.AwsError;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses of backends AWS takes. */
final class IntegrationUriTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com",
                "https://example.com:443/path?x=1",
                "http://internal-orders-1.us-east-1.elb.amazonaws.com:8080/{proxy}",
                "http://orders_api/a",
                "http://10.0.0.1:1024",
                "http://[::1]:65535/",
                "http://${stageVariables.host}:${stageVariables.port}/${stageVariables.base}/{proxy}?q={q}",
                "https://{host}.example.com/$metadata"
            })
    void accepted(String uri) {
        assertThatCode(() -> IntegrationUri.checkHttp(Optional.of(uri))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not-a-url",
                "ftp://example.com",
                "http://",
                "http:///path",
                "http://example.com:81/",
                "http://example.com:1023",
                "http://example.com:65536",
                "http://example.com:",
                "http://user@example.com/",
                "http://example.com/a b",
                "http://example.com/{a",
                "http://example.com/${context.stage}",
                "${stageVariables.scheme}://example.com/"
            })
    void refused(String uri) {
        assertThatThrownBy(() -> IntegrationUri.checkHttp(Optional.of(uri)))
                .isInstanceOf(AwsError.class)
                .hasMessage("Invalid HTTP endpoint specified for URI");
    }

    @Test
    void aLongAddressIsJudgedQuickly() {
        String uri = "http://" + "a.".repeat(5_000) + "/" + "${stageVariables.x}".repeat(2_000) + " ";
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThatThrownBy(() -> IntegrationUri.checkHttp(Optional.of(uri)))
                        .isInstanceOf(AwsError.class));
        assertThat(uri).hasSizeGreaterThan(40_000);
    }
}
