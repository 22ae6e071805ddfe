package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.UpstreamCaller.Outcome;
import io.underpass.wire.UpstreamCaller.Recorder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultyUpstreamTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final EventLoops loops = EventLoops.of(1);
    private final UpstreamCaller caller = new UpstreamCaller(loops.next());
    private final AtomicInteger calls = new AtomicInteger();
    private final Upstream upstream = (request, sink) -> {
        calls.incrementAndGet();
        request.body().discard();
        sink.head(new ResponseHead(HttpResponseStatus.OK, new FieldList(), 0));
        sink.end();
        return Flow.NONE;
    };

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void aDelayPasses() {
        UpstreamRequest request = caller.request(HttpMethod.GET, "/", RequestBody.EMPTY);
        long began = System.nanoTime();

        Outcome outcome = caller.call(faulty(Duration.ofMillis(20), OptionalInt.empty(), false), request);

        assertThat(outcome.status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
        assertThat(request.trail().last(FaultPoint.STEP)).isEqualTo("the fault");
        assertThat(request.trail().failedStep()).isEmpty();
    }

    @Test
    void aStatusIsAnsweredAndTheBodyNotSent() {
        ByteBuf body = Unpooled.copiedBuffer("body", StandardCharsets.UTF_8);
        UpstreamRequest request = caller.request(HttpMethod.POST, "/", RequestBody.of(body));

        Outcome outcome = caller.call(faulty(Duration.ofMillis(1), OptionalInt.of(503), false), request);

        assertThat(outcome.status()).isEqualTo(503);
        assertThat(calls).hasValue(0);
        assertThat(body.refCnt()).isZero();
        assertThat(request.trail().failureReason()).isEqualTo("answered with 503 by the fault");
    }

    @Test
    void aConnectionIsReset() {
        Outcome outcome = caller.get(faulty(Duration.ZERO, OptionalInt.empty(), true), "/");

        assertThat(outcome.kind()).isEqualTo(Failure.Kind.RESET);
        assertThat(outcome.failure().orElseThrow().detail()).isEqualTo("the connection was reset by the fault");
    }

    @Test
    void whoLeavesMeanwhileLeavesNothingBehind() throws Exception {
        ByteBuf body = Unpooled.copiedBuffer("body", StandardCharsets.UTF_8);
        UpstreamRequest request = caller.request(HttpMethod.POST, "/", RequestBody.of(body));
        Recorder recorder = caller.start(faulty(HOUR, OptionalInt.empty(), false), request);
        Flow flow = recorder.started.get();

        caller.eventLoop().submit(flow::cancel).sync();

        assertThat(body.refCnt()).isZero();
        assertThat(calls).hasValue(0);
        assertThat(recorder.outcome).isNotDone();
    }

    private Upstream faulty(Duration delay, OptionalInt status, boolean resets) {
        return new FaultyUpstream(upstream, new InjectedFault("the fault", delay, status, resets));
    }
}
