package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ProxyHeaderTest {

    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    @Test
    void namesBothEndsOfAConnection() {
        assertThat(hex(ProxyHeader.of(
                        new InetSocketAddress("192.0.2.7", 40000), new InetSocketAddress("10.0.0.1", 443))))
                .isEqualTo(SIGNATURE + "2111000c" + "c0000207" + "0a000001" + "9c40" + "01bb");
        assertThat(hex(ProxyHeader.of(
                        new InetSocketAddress("2001:db8::7", 40000), new InetSocketAddress("2001:db8::1", 443))))
                .isEqualTo(SIGNATURE + "21210024" + "20010db8000000000000000000000007"
                        + "20010db8000000000000000000000001" + "9c40" + "01bb");
    }

    @Test
    void endsOfDifferentFamiliesAreWrittenAsIpv6() {
        assertThat(hex(ProxyHeader.of(new InetSocketAddress("192.0.2.7", 1), new InetSocketAddress("2001:db8::1", 2))))
                .isEqualTo(SIGNATURE + "21210024" + "00000000000000000000ffffc0000207"
                        + "20010db8000000000000000000000001" + "0001" + "0002");
    }

    @Test
    void aConnectionOfTheProxysOwnNamesNobody() {
        assertThat(hex(ProxyHeader.own())).isEqualTo(SIGNATURE + "20000000");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
