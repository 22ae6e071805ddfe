package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.UpstreamCaller.Outcome;
import io.underpass.wire.UpstreamCaller.Recorder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InProcessUpstreamTest {

    private final EventLoops loops = EventLoops.of(1);
    private final UpstreamCaller caller = new UpstreamCaller(loops.next());
    private final List<ExchangeObserver.Completion> completions = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void theServiceSeesTheRequestItselfAndItsAnswerReachesTheSink() throws Exception {
        List<Object> seen = new CopyOnWriteArrayList<>();
        Upstream upstream = upstream(exchange -> {
            seen.addAll(List.of(exchange.request(), exchange.peer(), exchange.trail(), exchange.eventLoop()));
            Bodies.collect(exchange.body(), text -> answer(exchange, 201, "got " + text));
        });
        UpstreamRequest request = caller.request(HttpMethod.POST, "/", UpstreamCaller.text("hello"));
        Outcome outcome = caller.call(upstream, request);
        assertThat(outcome.status()).isEqualTo(201);
        assertThat(outcome.body()).isEqualTo("got hello");
        assertThat(seen.get(0)).isSameAs(request.head());
        assertThat(seen.get(1)).isSameAs(request.peer());
        assertThat(seen.get(2)).isSameAs(request.trail());
        assertThat(seen.get(3)).isSameAs(request.eventLoop());
        assertThat(completions).singleElement().satisfies(completion -> {
            assertThat(completion.status()).isEqualTo(201);
            assertThat(completion.requestBytes()).isEqualTo(5);
            assertThat(completion.responseBytes()).isEqualTo(9);
            assertThat(completion.failure()).isEmpty();
        });
    }

    @Test
    void aBodyThatTheServiceDidNotReadIsReleased() {
        ByteBuf content = Unpooled.copiedBuffer("unread", StandardCharsets.UTF_8);
        Upstream upstream = upstream(exchange -> answer(exchange, 200, "x"));
        caller.call(upstream, caller.request(HttpMethod.POST, "/", RequestBody.of(content)));
        assertThat(content.refCnt()).isZero();
    }

    @Test
    void whatTheServiceDoesAfterTheEndIsIgnoredAndReleased() throws Exception {
        ByteBuf late = Unpooled.copiedBuffer("late", StandardCharsets.UTF_8);
        Upstream upstream = upstream(exchange -> {
            answer(exchange, 200, "x");
            exchange.head(new ResponseHead(HttpResponseStatus.OK, new DefaultHttpHeaders(), 0));
            exchange.data(late);
            exchange.flush();
            exchange.end();
            exchange.abort(new Failure(Failure.Kind.INTERNAL, "late"));
        });
        assertThat(caller.get(upstream, "/").body()).isEqualTo("x");
        assertThat(late.refCnt()).isZero();
        assertThat(completions).hasSize(1);
    }

    @Test
    void bodiesOfBodilessResponsesAreDropped() {
        Upstream upstream = upstream(exchange -> answer(exchange, 204, "dropped"));
        assertThat(caller.get(upstream, "/").body()).isEmpty();
        Upstream head = upstream(exchange -> answer(exchange, 200, "dropped"));
        Outcome outcome = caller.call(head, caller.request(HttpMethod.HEAD, "/", RequestBody.EMPTY));
        assertThat(outcome.body()).isEmpty();
        assertThat(outcome.head().orElseThrow().length()).isEqualTo(7);
    }

    @Test
    void pauseResumeAndCancelReachTheProducerAlsoWhenAskedBeforeItIsNamed() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        List<Exchange> running = new CopyOnWriteArrayList<>();
        Upstream upstream = upstream(running::add);
        Recorder recorder = caller.start(upstream, caller.request(HttpMethod.GET, "/", RequestBody.EMPTY));
        Flow flow = recorder.started.get();
        caller.eventLoop()
                .submit(() -> {
                    flow.pause();
                    running.get(0).producer(recording(asked));
                    flow.resume();
                    flow.cancel();
                    flow.cancel();
                    answer(running.get(0), 200, "ignored");
                })
                .get();
        assertThat(asked).containsExactly("pause", "resume", "cancel");
        assertThat(recorder.outcome).isNotDone();
        assertThat(completions)
                .singleElement()
                .satisfies(completion ->
                        assertThat(completion.failure().orElseThrow().kind()).isEqualTo(Failure.Kind.CLIENT_LEFT));
    }

    @Test
    void aProducerNamedAfterCancellingIsCancelledAtOnce() throws Exception {
        List<String> asked = new ArrayList<>();
        List<Exchange> running = new CopyOnWriteArrayList<>();
        Recorder recorder =
                caller.start(upstream(running::add), caller.request(HttpMethod.GET, "/", RequestBody.EMPTY));
        Flow flow = recorder.started.get();
        caller.eventLoop()
                .submit(() -> {
                    flow.cancel();
                    running.get(0).producer(recording(asked));
                })
                .get();
        assertThat(asked).containsExactly("cancel");
    }

    @Test
    void aServiceThatThrowsIsAnswered500OrCut() {
        Upstream before = upstream(exchange -> {
            throw new IllegalStateException("thrown on purpose");
        });
        assertThat(caller.get(before, "/").status()).isEqualTo(500);
        Upstream after = upstream(exchange -> {
            exchange.head(new ResponseHead(HttpResponseStatus.OK, new DefaultHttpHeaders(), -1));
            throw new IllegalStateException("thrown on purpose");
        });
        assertThat(caller.get(after, "/").kind()).isEqualTo(Failure.Kind.INTERNAL);
        assertThat(completions)
                .hasSize(2)
                .allMatch(completion -> completion.failure().isPresent());
    }

    @Test
    void anAbortIsHandedOn() {
        Failure failure = new Failure(Failure.Kind.TIMEOUT, "upstream");
        assertThat(caller.get(upstream(exchange -> exchange.abort(failure)), "/")
                        .failure())
                .hasValue(failure);
    }

    private Upstream upstream(HttpService service) {
        return new InProcessUpstream(service, (exchange, completion) -> completions.add(completion));
    }

    private static void answer(Exchange exchange, int status, String body) {
        ByteBuf content = Unpooled.copiedBuffer(body, StandardCharsets.UTF_8);
        exchange.head(new ResponseHead(
                HttpResponseStatus.valueOf(status), new DefaultHttpHeaders(), content.readableBytes()));
        exchange.data(content);
        exchange.end();
    }

    private static Flow recording(List<String> asked) {
        return new Flow() {
            @Override
            public void pause() {
                asked.add("pause");
            }

            @Override
            public void resume() {
                asked.add("resume");
            }

            @Override
            public void cancel() {
                asked.add("cancel");
            }
        };
    }
}
