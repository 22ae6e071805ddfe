package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HopByHopTest {

    @ParameterizedTest
    @ValueSource(strings = {"Connection", "proxy-connection", "KEEP-ALIVE", "te", "Transfer-Encoding", "Upgrade"})
    void theListOfTheRfcEndsHereInAnyCase(String name) {
        assertThat(HopByHop.STANDARD.isFixed(name)).isTrue();
        assertThat(HopByHop.NAMED.isFixed(name)).isFalse();
    }

    @Test
    void otherFieldsPassUnlessAdded() {
        assertThat(HopByHop.STANDARD.isFixed("Trailer")).isFalse();
        HopByHop more = HopByHop.STANDARD.and("Trailer", "X-Hop");
        assertThat(more.isFixed("trailer")).isTrue();
        assertThat(more.isFixed("x-hop")).isTrue();
        assertThat(more.isFixed("Upgrade")).isTrue();
        assertThat(HopByHop.STANDARD.isFixed("x-hop")).isFalse();
    }

    @Test
    void fieldsThatConnectionNamesEndHere() {
        HttpHeaders headers = new DefaultHttpHeaders()
                .add("Connection", "close, X-One ,,")
                .add("connection", "keep-alive")
                .add("Connection", "x-TWO");
        Predicate<CharSequence> ends = HopByHop.NAMED.in(headers);
        assertThat(ends.test("x-one")).isTrue();
        assertThat(ends.test("X-Two")).isTrue();
        assertThat(ends.test("X-Three")).isFalse();
        assertThat(ends.test("")).isFalse();
        assertThat(ends.test("Upgrade")).isFalse();
        assertThat(HopByHop.STANDARD.in(headers).test("Upgrade")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "Keep-Alive"})
    void aPlainOptionNamesNoField(String option) {
        HttpHeaders headers = new DefaultHttpHeaders().add("Connection", option);
        assertThat(HopByHop.NAMED.in(headers).test("Keep-Alive")).isFalse();
    }

    @Test
    void strippingLeavesTheRest() {
        FieldList headers = new FieldList()
                .append("Connection", "X-Hop, upgrade")
                .append("X-Hop", "1")
                .append("x-hop", "2")
                .append("Upgrade", "h2c")
                .append("TE", "trailers")
                .append("X-End", "3");
        HopByHop.STANDARD.strip(headers);
        assertThat(headers.names()).containsExactly("X-End");
    }
}
