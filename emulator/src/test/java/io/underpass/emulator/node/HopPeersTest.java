package io.underpass.emulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.Peer;
import io.underpass.wire.TestTls;
import io.underpass.wire.TlsSession;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HopPeersTest {

    private static final InetSocketAddress LOCAL = new InetSocketAddress("127.0.0.1", 443);
    private static final InetSocketAddress EDGE = new InetSocketAddress("127.0.0.1", 4566);

    private final HopTexts texts = new HopTexts();
    private final HopPeers peers = new HopPeers();

    @Test
    void aNodeLearnsOfAClientWhatTheEdgeKnows() {
        TestTls tls = TestTls.create();
        TlsSession session = TlsSession.showing(tls.clientCertificate("jane"));
        Peer client = new Peer(
                new InetSocketAddress("192.0.2.7", 50_123), EDGE, true, "orders.example.com", Optional.of(session));

        Peer told = peers.of(texts.of(client, true), LOCAL).orElseThrow();

        assertThat(told.remote()).isEqualTo(client.remote());
        assertThat(told.local()).isEqualTo(LOCAL);
        assertThat(told.secure()).isTrue();
        assertThat(told.serverName()).isEqualTo("orders.example.com");
        assertThat(told.tls()).contains(session);
    }

    @Test
    void ofAListenerWithoutTlsItLearnsTheAddressAlone() {
        Peer client = new Peer(
                new InetSocketAddress("2001:db8::7", 50_123), EDGE, true, "", Optional.of(TlsSession.showing()));

        Peer told = peers.of(texts.of(client, false), LOCAL).orElseThrow();

        assertThat(told).isEqualTo(new Peer(client.remote(), LOCAL, false));
    }

    @Test
    void whatIsTheSameIsWrittenAndReadOnce() {
        Peer client = new Peer(new InetSocketAddress("192.0.2.7", 50_123), EDGE, false);
        Peer later = new Peer(client.remote(), EDGE, false);

        String text = texts.of(client, true);
        assertThat(texts.of(later, true)).isSameAs(text);
        assertThat(peers.of(text, LOCAL)).containsSame(peers.of(text, LOCAL).orElseThrow());

        Peer secured = new Peer(client.remote(), EDGE, true, "", Optional.of(TlsSession.showing()));
        assertThat(texts.of(secured, true)).isNotEqualTo(text);
        assertThat(peers.of(text, EDGE).orElseThrow().local()).isEqualTo(EDGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "192.0.2.7:1",
                "192.0.2.7 -",
                "orders.example.com:80 -",
                "192.0.2.7:1 - TLSv1.3",
                "192.0.2.7:1 - TLSv1.3 TLS_AES_128_GCM_SHA256 nonsense",
            })
    void whatIsNoneStaysNone(String text) {
        assertThat(peers.of(text, LOCAL)).isEmpty();
        assertThat(peers.size()).isZero();
    }

    @Test
    void fewAreKept() {
        for (int i = 1; i < 3000; i++) {
            assertThat(peers.of("192.0.2.7:" + i + " -", LOCAL)).isPresent();
        }
        assertThat(peers.size()).isLessThanOrEqualTo(1024);
    }
}
