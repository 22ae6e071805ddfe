package io.underpass.emulator.node;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.aws.state.StateJson;
import io.underpass.wire.BodyCollector;
import io.underpass.wire.EventLoops;
import io.underpass.wire.Exchange;
import io.underpass.wire.FieldList;
import io.underpass.wire.FreePort;
import io.underpass.wire.HttpListener;
import io.underpass.wire.HttpService;
import io.underpass.wire.ListenerSettings;
import io.underpass.wire.WholeResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** An edge that hands out what it is told to, on a port that it can leave and come back to. Threads: safe. */
final class FakeController implements HttpService, AutoCloseable {

    final List<Poll> polls = new CopyOnWriteArrayList<>();
    final List<Report> reports = new CopyOnWriteArrayList<>();
    private final EventLoops loops = EventLoops.of(1);
    private volatile String news = "";
    private volatile long version;
    private volatile Duration thinking = Duration.ZERO;
    private volatile HttpListener listener;
    private final int port = FreePort.any();

    FakeController() throws IOException {
        listener = bind(port);
    }

    int port() {
        return port;
    }

    /** Answers {@code text} to whoever does not have {@code ofVersion}. */
    void hand(long ofVersion, String text) {
        version = ofVersion;
        news = text;
    }

    void answerReportsAfter(Duration time) {
        thinking = time;
    }

    void goAway() {
        listener.close();
    }

    void comeBack() throws IOException {
        listener = bind(port);
    }

    private HttpListener bind(int at) throws IOException {
        return HttpListener.bind(
                loops,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), at),
                this,
                (exchange, completion) -> {},
                ListenerSettings.defaults());
    }

    @Override
    public void handle(Exchange exchange) {
        BodyCollector.collect(
                exchange.body(),
                1 << 20,
                body -> {
                    String text = body.toString(StandardCharsets.UTF_8);
                    body.release();
                    answer(exchange, text);
                },
                exchange::abort);
    }

    private void answer(Exchange exchange, String text) {
        FieldList headers = new FieldList();
        headers.add(NodeProtocol.SEEN_AS, "127.0.0.1");
        if (!exchange.request().path().endsWith("/poll")) {
            reports.add(StateJson.read(text, Report.class));
            WholeResponse taken =
                    WholeResponse.of(HttpResponseStatus.OK, headers, "{}".getBytes(StandardCharsets.UTF_8));
            exchange.eventLoop().schedule(() -> taken.sendTo(exchange), thinking.toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        Poll poll = StateJson.read(text, Poll.class);
        polls.add(poll);
        if (!news.isEmpty() && poll.version() != version && poll.refused() != version) {
            WholeResponse.of(HttpResponseStatus.OK, headers, news.getBytes(StandardCharsets.UTF_8))
                    .sendTo(exchange);
        } else {
            exchange.eventLoop()
                    .schedule(
                            () -> WholeResponse.empty(HttpResponseStatus.NO_CONTENT, headers)
                                    .sendTo(exchange),
                            100,
                            TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        listener.close();
        loops.close();
    }
}
