package io.underpass.alb.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CidrTest {

    @ParameterizedTest(name = "{1} in {0} is {2}")
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.7.255/22, 192.168.4.0, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "127.0.0.1/32, 127.0.0.1, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "2001:db8::ffff/128, 2001:db8::ffff, true",
        "::/0, 10.0.0.1, false",
        "::/0, ::1, true",
        "::ffff:10.0.0.0/104, 10.2.3.4, true",
        "::ffff:10.0.0.0/104, 11.2.3.4, false"
    })
    void containsWhatSharesThePrefix(String block, String address, boolean expected) throws UnknownHostException {
        Cidr cidr = Cidr.parse(block).orElseThrow();
        InetAddress literal = InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(address));
        assertThat(cidr.contains(literal)).isEqualTo(expected);
        assertThat(cidr.contains(IpAddress.parse(address).orElseThrow())).isEqualTo(expected);
    }

    @Test
    void anAddressIsTakenForWhatItMeans() {
        IpAddress mapped = IpAddress.parse("::ffff:a9fe:a9fe").orElseThrow();
        assertThat(Cidr.parse("169.254.0.0/16").orElseThrow().contains(mapped)).isTrue();
        assertThat(mapped.meant().isIpv4()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/0008",
                "10.0.0/8",
                "010.0.0.0/8",
                "10.0.0.0.0/8",
                "10.0.0.256/8",
                "orders/8",
                "::/129",
                "1::2::3/8",
                ":::/8",
                "1:2:3:4:5:6:7/8",
                "1:2:3:4:5:6:7:8:9/8",
                "12345::/16",
                "1.2.3.4::/16",
                "::1.2.3/16",
                "fe80::1%eth0/10",
                ".1:2/8",
                "::g/16",
                "1:2:3:4:5:6:7:8::/16"
            })
    void anythingElseIsNone(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::",
                "::1",
                "1::",
                "2001:db8::1",
                "1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7::",
                "::1.2.3.4",
                "1:2:3:4:5:6:1.2.3.4",
                "FE80::A",
                "64:ff9b::192.0.2.33"
            })
    void readsIpv6AsTheJdkDoes(String text) throws UnknownHostException {
        assertThat(IpAddress.parse(text).orElseThrow().bytes())
                .isEqualTo(InetAddress.getByName(text).getAddress());
    }
}
