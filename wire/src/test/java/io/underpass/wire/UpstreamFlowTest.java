package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import io.underpass.wire.UpstreamCaller.Outcome;
import io.underpass.wire.UpstreamCaller.Recorder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uploads, early responses, cancelling and back-pressure of an {@link UpstreamClient}. */
class UpstreamFlowTest {

    private final EventLoops loops = EventLoops.of(1);
    private final UpstreamCaller caller = new UpstreamCaller(loops.next());
    private final TestOrigin origin = TestOrigin.start();
    private final UpstreamClient client =
            new UpstreamClient(loops, UpstreamSettings.defaults().withPooledIdle(Duration.ofHours(1)));

    @AfterEach
    void close() {
        client.close();
        loops.close();
        origin.close();
    }

    @Test
    void anEarlyResponseIsDeliveredAndTheConnectionNotUsedAgain() {
        origin.withoutReadingBodies().once((request, connection) -> {
            Behaviours.status(413, "enough").answer(request, connection);
            return Behaviours.hang().answer(request, connection);
        });
        PacedBody body = new PacedBody(64 * 1024 * 1024, caller.eventLoop());
        Outcome outcome = caller.call(upstream(), caller.request(HttpMethod.POST, "/", body));
        assertThat(outcome.status()).isEqualTo(413);
        assertThat(outcome.body()).isEqualTo("enough");
        assertThat(outcome.failure()).isEmpty();
        assertThat(body.cancelled).isTrue();
        Awaitility.await().until(() -> origin.connectionsOpen() == 0);
    }

    @Test
    void anOriginThatDoesNotReadHoldsTheUploadBack() throws Exception {
        origin.withoutReadingBodies().behave((request, connection) -> {
            TimeUnit.SECONDS.sleep(30);
            return false;
        });
        int size = 64 * 1024 * 1024;
        PacedBody body = new PacedBody(size, caller.eventLoop());
        Recorder recorder = caller.start(upstream(), caller.request(HttpMethod.POST, "/", body));
        Awaitility.await().until(() -> body.paused);
        assertThat(body.sent).isLessThan(size / 2);
        recorder.started.get();
        caller.eventLoop().execute(() -> recorder.flow.cancel());
        Awaitility.await().until(() -> body.cancelled);
        assertThat(recorder.outcome).isNotDone();
    }

    @Test
    void aPausedResponseStopsReadingFromTheOrigin() throws Exception {
        int size = 64 * 1024 * 1024;
        origin.behave((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
            connection.send(new byte[size]);
            return true;
        });
        Recorder recorder = caller.startPaused(upstream(), caller.request(HttpMethod.GET, "/", RequestBody.EMPTY));
        Awaitility.await().until(() -> origin.count() == 1);
        Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> {
            long before = recorder.bytes;
            TimeUnit.MILLISECONDS.sleep(100);
            return recorder.bytes == before;
        });
        assertThat(recorder.bytes).isLessThan(size / 2);
        caller.eventLoop().execute(() -> recorder.flow.resume());
        assertThat(UpstreamCaller.await(recorder).failure()).isEmpty();
        assertThat(recorder.bytes).isEqualTo(size);
    }

    @Test
    void cancellingClosesTheConnectionAndSilencesTheSink() throws Exception {
        origin.behave(Behaviours.hang());
        Recorder recorder = caller.start(upstream(), caller.request(HttpMethod.GET, "/", RequestBody.EMPTY));
        Awaitility.await().until(() -> origin.count() == 1);
        caller.eventLoop()
                .submit(() -> {
                    recorder.flow.cancel();
                    recorder.flow.cancel();
                    recorder.flow.pause();
                    recorder.flow.resume();
                })
                .get();
        Awaitility.await().until(() -> origin.connectionsOpen() == 0);
        assertThat(recorder.outcome).isNotDone();
    }

    @Test
    void cancellingBeforeTheConnectionIsThereDiscardsTheBody() throws Exception {
        PiecemealBody body = new PiecemealBody("x", 1, caller.eventLoop());
        Recorder recorder = new Recorder();
        caller.eventLoop()
                .submit(() -> {
                    Flow flow = upstream().send(caller.request(HttpMethod.POST, "/", body), recorder);
                    flow.cancel();
                })
                .get();
        assertThat(body.discarded).isTrue();
        Awaitility.await().until(() -> origin.connectionsOpen() == 0);
        assertThat(origin.count()).isZero();
        assertThat(recorder.outcome).isNotDone();
    }

    @Test
    void aBodyOfAnotherLengthThanAnnouncedFailsTheCall() {
        for (int announced : new int[] {1500, 2500}) {
            PiecemealBody body = new PiecemealBody("x".repeat(2000), announced, caller.eventLoop());
            Outcome outcome = caller.call(upstream(), caller.request(HttpMethod.POST, "/", body));
            assertThat(outcome.kind()).isEqualTo(Failure.Kind.INTERNAL);
        }
    }

    @Test
    void aBodyThatIsCutFailsTheCallWithTheSameFailure() {
        Failure cut = new Failure(Failure.Kind.MALFORMED, "bad chunk");
        RequestBody body = new RequestBody() {
            @Override
            public long length() {
                return -1;
            }

            @Override
            public Flow stream(BodySink sink) {
                sink.abort(cut);
                return Flow.NONE;
            }

            @Override
            public void discard() {}
        };
        Outcome outcome = caller.call(upstream(), caller.request(HttpMethod.POST, "/", body));
        assertThat(outcome.failure()).hasValue(cut);
        assertThat(origin.count()).isZero();
    }

    private Upstream upstream() {
        return client.to(origin.address());
    }
}
