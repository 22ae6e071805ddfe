package io.underpass.network.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4CidrTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.1.7/24, 10.0.1.0/24, 256",
        "0.0.0.0/0, 0.0.0.0/0, 4294967296",
        "255.255.255.255/32, 255.255.255.255/32, 1",
        "172.31.255.1/12, 172.16.0.0/12, 1048576"
    })
    void bitsBehindThePrefixDoNotCount(String text, String canonical, long size) {
        Ipv4Cidr cidr = cidr(text);

        assertThat(cidr.text()).isEqualTo(canonical);
        assertThat(cidr.size()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0", "10.0.0/8", "10.0.0.256/8", "10.0.0.0/33", "::/0", "10.0.0.0/-1"})
    void otherTextIsNoBlock(String text) {
        assertThat(Ipv4Cidr.parse(text)).isEmpty();
    }

    @Test
    void blocksContainOrMissEachOther() {
        assertThat(cidr("10.0.0.0/16").contains(cidr("10.0.255.0/24"))).isTrue();
        assertThat(cidr("10.0.0.0/16").contains(cidr("10.1.0.0/24"))).isFalse();
        assertThat(cidr("10.0.0.0/24").contains(cidr("10.0.0.0/16"))).isFalse();
        assertThat(cidr("10.0.0.0/24").overlaps(cidr("10.0.0.0/16"))).isTrue();
        assertThat(cidr("0.0.0.0/0").contains(cidr("192.168.1.1/32"))).isTrue();
    }

    private static Ipv4Cidr cidr(String text) {
        return Ipv4Cidr.parse(text).orElseThrow();
    }
}
