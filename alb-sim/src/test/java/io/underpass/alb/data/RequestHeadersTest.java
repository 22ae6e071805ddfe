package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.FakeExchange;
import io.underpass.wire.FieldList;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestHeadersTest {

    private static final String XFF = "X-Forwarded-For";

    @ParameterizedTest(name = "{0}: {1} of [{2}] is [{3}]")
    @CsvSource({
        "H1, append, '', 203.0.113.7",
        "H2, append, 127.0.0.4, '127.0.0.4, 203.0.113.7'",
        "H3, append, '127.0.0.4, 127.0.0.8', '127.0.0.4, 127.0.0.8, 203.0.113.7'",
        "H4, preserve, '', ''",
        "H5, preserve, 127.0.0.4, 127.0.0.4",
        "H6, preserve, '127.0.0.4, 127.0.0.8', '127.0.0.4, 127.0.0.8'",
        "H7, remove, '', ''",
        "H8, remove, 127.0.0.4, ''",
        "H9, remove, '127.0.0.4, 127.0.0.8', ''"
    })
    void forwardsAddressesByMode(String id, String mode, String sent, String expected) {
        Shop shop = Shop.forwarding(80, 1);
        shop.attributes(Map.of("routing.http.xff_header_processing.mode", mode));
        shop.send(sent.isEmpty() ? FakeExchange.get("/") : FakeExchange.get("/", XFF, sent));
        assertThat(shop.targets.last().field(XFF)).as(id).isEqualTo(expected);
    }

    @Test
    void combinesSeveralForwardedForLines() {
        Shop shop = Shop.forwarding(80, 1);
        shop.send(FakeExchange.get("/", XFF, "10.0.0.1", "x-forwarded-for", "10.0.0.2"));
        assertThat(shop.targets.last().field(XFF)).isEqualTo("10.0.0.1, 10.0.0.2, 203.0.113.7");
    }

    @Test
    void namesTheClientPortWhereAsked() {
        Shop shop = Shop.forwarding(80, 1);
        shop.attributes(Map.of("routing.http.xff_client_port.enabled", "true"));
        shop.send(FakeExchange.get("/"));
        assertThat(shop.targets.last().field(XFF)).isEqualTo("203.0.113.7:50123");
    }

    @Test
    void blankAddressesDoNotCount() {
        Shop shop = Shop.forwarding(80, 1);
        shop.send(FakeExchange.get("/", XFF, "", XFF, ", " + addresses(30) + ", ,"));
        assertThat(shop.targets.last().field(XFF)).isEqualTo(", " + addresses(30) + ", ,, 203.0.113.7");
    }

    @Test
    void bracketsIpv6AddressesThatAreNotAlone() {
        InetSocketAddress client = new InetSocketAddress("2001:db8::1", 99);
        assertThat(ForwardedFor.NONE.with(client, false)).isEqualTo("2001:db8::1");
        assertThat(ForwardedFor.NONE.with(client, true)).isEqualTo("[2001:db8::1]:99");
        assertThat(new ForwardedFor("10.0.0.1", 1).with(client, false)).isEqualTo("10.0.0.1, [2001:db8::1]");
    }

    @Test
    void h12MoreThanThirtyAddressesAre463() {
        Shop shop = Shop.forwarding(80, 1);
        assertThat(shop.send(FakeExchange.get("/", XFF, addresses(30))).status())
                .isEqualTo(200);
        FakeExchange refused = shop.send(FakeExchange.get("/", XFF, addresses(31)));
        assertThat(refused.status()).isEqualTo(463);
        assertThat(refused.responseHead().status().reasonPhrase()).isEmpty();
        assertThat(refused.text()).hasSize(98);
        assertThat(shop.targets.received()).hasSize(1);
    }

    @Test
    void linesBeyondThirtyAddressesAreCountedAndNotJoined() {
        FieldList headers = new FieldList();
        for (int i = 0; i < 1000; i++) {
            headers.append(XFF, "10.0.0.1");
        }
        ForwardedFor found = ForwardedFor.in(headers);
        assertThat(found.addresses()).isEqualTo(1000);
        assertThat(found.text()).hasSize(30 * "10.0.0.1, ".length() - 2);
    }

    @Test
    void h13SetsProtocolAndPortWhateverTheClientSent() {
        Shop shop = Shop.forwarding(8080, 1);
        shop.send(8080, FakeExchange.get("/", "X-Forwarded-Proto", "https", "X-Forwarded-Port", "1"));
        assertThat(shop.targets.last().field("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(shop.targets.last().field("X-Forwarded-Port")).isEqualTo("8080");
    }

    @ParameterizedTest(name = "listener {0}, Host {1} -> {2}, preserved {3}")
    @CsvSource({
        "80, example.com, example.com, example.com",
        "80, example.com:80, example.com, example.com:80",
        "80, EXAMPLE.com, example.com, EXAMPLE.com",
        "80, example.com:, example.com, example.com:",
        "80, example.com:8080, example.com:8080, example.com:8080",
        "443, example.com:443, example.com, example.com:443",
        "8080, example.com, example.com:8080, example.com",
        "8080, example.com:8080, example.com:8080, example.com:8080",
        "8080, [::1], [::1]:8080, [::1]",
        "80, [::1]:80, [::1], [::1]:80",
        "8080, EXAMPLE.com:9090, example.com:9090, EXAMPLE.com:9090",
        "80, [Not a host], [not a host], [Not a host]",
        "80, Not a host, not a host, Not a host"
    })
    void rewritesHosts(int port, String sent, String expected, String preserved) {
        Shop shop = Shop.forwarding(port, 1);
        shop.send(port, FakeExchange.get("/", "Host", sent));
        assertThat(shop.targets.last().field("Host")).isEqualTo(expected);
        shop.attributes(Map.of("routing.http.preserve_host_header.enabled", "true"));
        shop.send(port, FakeExchange.get("/", "Host", sent));
        assertThat(shop.targets.last().field("Host")).isEqualTo(preserved);
    }

    @Test
    void namesItselfWhereThereIsNoHost() {
        Shop shop = Shop.forwarding(80, 1);
        shop.send(FakeExchange.get("/").withoutHost());
        assertThat(shop.targets.last().field("Host")).isEqualTo("internal-shop-123.us-east-1.elb.amazonaws.com");
    }

    @ParameterizedTest(name = "trace {0}")
    @CsvSource({
        "'', 'Root=1-[0-9a-f]{8}-[0-9a-f]{24}'",
        "'Root=1-67891233-abc', 'Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-67891233-abc'",
        "'Root=1-67891233-abc;CalledFrom=app',"
                + " 'Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-67891233-abc;CalledFrom=app'",
        "';; Parent=53995c3f;', 'Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=53995c3f'",
        "'Root=1-2-2 ; Sampled=1', 'Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-2-2;Sampled=1'",
        "'Self=1-1-1;Root=1-2-2;CalledFrom=app', 'Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-2-2;CalledFrom=app'"
    })
    void tracesRequests(String sent, String expected) {
        Shop shop = Shop.forwarding(80, 1);
        shop.send(sent.isEmpty() ? FakeExchange.get("/") : FakeExchange.get("/", "x-amzn-trace-id", sent));
        assertThat(shop.targets.last().field("X-Amzn-Trace-Id")).matches(expected);
        String seconds = Long.toHexString(Shop.NOW.getEpochSecond());
        assertThat(shop.targets.last().field("X-Amzn-Trace-Id")).contains("=1-" + seconds + "-");
    }

    @Test
    void h23LargeHeadersKeepOnlyARoot() {
        Shop shop = Shop.forwarding(80, 1);
        shop.send(FakeExchange.get("/", "X-Amzn-Trace-Id", "Root=1-2-2;A=b", "X-Large", "x".repeat(7 * 1024)));
        assertThat(shop.targets.last().field("X-Amzn-Trace-Id")).matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
    }

    @Test
    void dropsHopByHopFieldsAndThoseNamedByConnection() {
        Shop shop = Shop.forwarding(80, 1);
        shop.send(FakeExchange.get(
                "/",
                "Connection",
                "upgrade, X-Secret, Host",
                "X-Secret",
                "1",
                "Upgrade",
                "websocket",
                "TE",
                "trailers",
                "Keep-Alive",
                "5",
                "Expect",
                "100-continue",
                "Transfer-Encoding",
                "chunked",
                "Content-Length",
                "0",
                "X-Keep",
                "yes"));
        assertThat(shop.targets.last().fields().stream().map(line -> line.substring(0, line.indexOf(':'))))
                .containsExactly(
                        "X-Forwarded-For",
                        "X-Forwarded-Proto",
                        "X-Forwarded-Port",
                        "Host",
                        "X-Amzn-Trace-Id",
                        "X-Keep");
    }

    @Test
    void dropsOddNamesOnlyWhereAsked() {
        Shop shop = Shop.forwarding(80, 1);
        shop.send(FakeExchange.get("/", "x_under", "1", "x-ok", "2"));
        assertThat(shop.targets.last().field("x_under")).isEqualTo("1");
        shop.attributes(Map.of("routing.http.drop_invalid_header_fields.enabled", "true"));
        shop.send(FakeExchange.get("/", "x_under", "1", "x-ok", "2"));
        assertThat(shop.targets.last().field("x_under")).isEmpty();
        assertThat(shop.targets.last().field("x-ok")).isEqualTo("2");
    }

    @Test
    void keepsCaseAndRepetitionOfOtherFields() {
        Shop shop = Shop.forwarding(80, 1);
        shop.send(FakeExchange.get("/", "X-CaSe", "1", "Cookie", "a=1", "Cookie", "b=2"));
        assertThat(shop.targets.last().fields()).contains("X-CaSe: 1", "Cookie: a=1", "Cookie: b=2");
    }

    @Test
    void leavesTheIncomingHeadAsItWas() {
        Shop shop = Shop.forwarding(80, 1);
        FakeExchange exchange = FakeExchange.get("/", "Connection", "close", "X-A", "1");
        shop.send(exchange);
        assertThat(exchange.request().headers().names()).containsExactlyInAnyOrder("Connection", "X-A", "Host");
    }

    private static String addresses(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "10.0.0." + i).collect(Collectors.joining(", "));
    }
}
