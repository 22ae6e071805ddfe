package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAndPortTest {

    @ParameterizedTest
    @CsvSource({
        "Example.com, Example.com, -1, Example.com",
        "example.com:8080, example.com, 8080, example.com:8080",
        "example.com:, example.com, -1, example.com",
        "127.0.0.1:65535, 127.0.0.1, 65535, 127.0.0.1:65535",
        "[::1], ::1, -1, [::1]",
        "[2001:db8::1]:443, 2001:db8::1, 443, [2001:db8::1]:443",
        "[::1]:, ::1, -1, [::1]",
        "a_b.internal:0, a_b.internal, 0, a_b.internal:0"
    })
    void readsAndWrites(String text, String host, int port, String written) {
        HostAndPort parsed = HostAndPort.parse(text).orElseThrow();
        assertThat(parsed.host()).isEqualTo(host);
        assertThat(parsed.port().orElse(-1)).isEqualTo(port);
        assertThat(parsed).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":80",
                "a b",
                "a/b",
                "user@host",
                "a,b",
                "a:b",
                "a:-1",
                "a:65536",
                "a:99999999999999",
                "a:80:80",
                "::1",
                "[",
                "[]",
                "[::1",
                "[::1]80",
                "[g::]",
                "[::1]]",
                "]",
                "h\u00e9"
            })
    void nothingElseIsAnAuthority(String text) {
        assertThat(HostAndPort.isValid(text)).isFalse();
        assertThat(HostAndPort.parse(text)).isEmpty();
    }

    @Test
    void hostsAreComparedInLowerCase() {
        assertThat(HostAndPort.of("API.Example.com", 80).lowerCased()).isEqualTo(HostAndPort.of("api.example.com", 80));
    }

    @Test
    void thePortCanBeChanged() {
        HostAndPort both = HostAndPort.of("::1", 80);
        assertThat(both.withoutPort()).hasToString("[::1]");
        assertThat(both.withPort(81)).hasToString("[::1]:81");
    }

    @Test
    void socketAddressesAreWrittenByNameOrAddress() throws UnknownHostException {
        assertThat(HostAndPort.of(InetSocketAddress.createUnresolved("orders.internal", 81)))
                .hasToString("orders.internal:81");
        assertThat(HostAndPort.of(new InetSocketAddress("127.0.0.1", 82))).hasToString("127.0.0.1:82");
        InetAddress scoped = InetAddress.getByName("fe80::1%1");
        assertThat(HostAndPort.parse(
                        HostAndPort.of(new InetSocketAddress(scoped, 83)).toString()))
                .hasValue(HostAndPort.of("fe80:0:0:0:0:0:0:1", 83));
    }
}
