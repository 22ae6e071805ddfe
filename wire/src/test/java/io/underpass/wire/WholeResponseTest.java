package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WholeResponseTest {

    @Test
    void isSentAndEnded() {
        FakeExchange exchange = FakeExchange.get("/");
        WholeResponse.of(HttpResponseStatus.NOT_FOUND, "text/plain", "n\u00f6").sendTo(exchange);
        assertThat(exchange.status()).isEqualTo(404);
        assertThat(exchange.responseHead().headers().entries())
                .containsExactly(Map.entry("Content-Type", "text/plain"));
        assertThat(exchange.responseHead().length()).isEqualTo(3);
        assertThat(exchange.text()).isEqualTo("n\u00f6");
        assertThat(exchange.isEnded()).isTrue();
    }

    @Test
    void mayBeEmpty() {
        FakeExchange exchange = FakeExchange.get("/");
        HttpHeaders headers = new DefaultHttpHeaders().add("Location", "/there");
        WholeResponse.empty(HttpResponseStatus.FOUND, headers).sendTo(exchange);
        assertThat(exchange.responseHead().length()).isZero();
        assertThat(exchange.responseField("Location")).isEqualTo("/there");
        assertThat(exchange.isEnded()).isTrue();
    }

    @Test
    void toHeadTheBodyIsAnnouncedAndReleased() {
        FakeExchange exchange = FakeExchange.of("HEAD", "/");
        ByteBuf body = ByteBufAllocator.DEFAULT.buffer().writeZero(5);
        new WholeResponse(HttpResponseStatus.OK, new DefaultHttpHeaders(), body).sendTo(exchange);
        assertThat(exchange.responseHead().length()).isEqualTo(5);
        assertThat(exchange.bytes()).isEmpty();
        assertThat(body.refCnt()).isZero();
    }

    @Test
    void isSentOverASocketWithFieldNamesInTheCaseOfTheRfcs() throws IOException {
        HttpService service = exchange ->
                WholeResponse.of(HttpResponseStatus.OK, "text/plain", "hello").sendTo(exchange);
        try (EventLoops loops = EventLoops.of(1);
                HttpListener listener = HttpListener.bind(
                        loops,
                        new InetSocketAddress("127.0.0.1", 0),
                        service,
                        (exchange, completion) -> {},
                        ListenerSettings.defaults())) {
            TestClient.Response response = TestClient.get(listener.address(), "/");
            assertThat(response.bodyText()).isEqualTo("hello");
            assertThat(response.headers())
                    .containsExactly("Content-Type: text/plain", "Content-Length: 5", "Connection: keep-alive");
        }
    }
}
