package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import io.underpass.wire.UpstreamCaller.Outcome;
import io.underpass.wire.UpstreamCaller.Recorder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an {@link UpstreamClient} looks up names. */
class NameResolutionTest {

    private static final UpstreamTimeouts QUICK = new UpstreamTimeouts(Duration.ofMillis(200), Duration.ofSeconds(30));

    private final EventLoops loops = EventLoops.of(2);
    private final UpstreamCaller one = new UpstreamCaller(loops.next());
    private final UpstreamCaller other = new UpstreamCaller(loops.next());
    private final TestOrigin origin = TestOrigin.start();
    private final List<CompletableFuture<List<InetAddress>>> lookups = new CopyOnWriteArrayList<>();
    private UpstreamClient client = new UpstreamClient(loops, UpstreamSettings.defaults(), host -> {
        CompletableFuture<List<InetAddress>> lookup = new CompletableFuture<>();
        lookups.add(lookup);
        return lookup;
    });

    @AfterEach
    void close() {
        client.close();
        loops.close();
        origin.close();
    }

    @Test
    void aLookupThatDoesNotEndFailsTheCallWithinTheConnectTimeout() {
        Outcome outcome = one.get(client.to(slowName(), QUICK), "/");
        assertThat(outcome.kind()).isEqualTo(Failure.Kind.CONNECT_TIMEOUT);
        assertThat(outcome.failure().orElseThrow().detail()).contains("slow.internal", "200 ms");
    }

    @Test
    void callersOfOneNameShareALookupAcrossEventLoops() {
        Upstream upstream = client.to(slowName());
        List<Recorder> calls = List.of(start(one, upstream), start(one, upstream), start(other, upstream));
        Awaitility.await().until(() -> lookups.size() == 1);
        calls.forEach(call -> call.started.join());
        lookups.get(0).complete(List.of(InetAddress.getLoopbackAddress()));
        calls.forEach(call -> assertThat(UpstreamCaller.await(call).failure()).isEmpty());
        assertThat(lookups).hasSize(1);
    }

    @Test
    void anAnswerIsNotKept() {
        Upstream upstream = client.to(slowName());
        for (int i = 0; i < 2; i++) {
            Recorder call = start(one, upstream);
            call.started.join();
            lookups.get(i).completeExceptionally(new IllegalStateException("the resolver is broken"));
            Outcome outcome = UpstreamCaller.await(call);
            assertThat(outcome.kind()).isEqualTo(Failure.Kind.INTERNAL);
            assertThat(outcome.failure().orElseThrow().detail()).contains("slow.internal", "the resolver is broken");
        }
    }

    @Test
    void aLateAnswerAfterTheTimeoutIsOfNoConsequence() {
        Outcome outcome = one.get(client.to(slowName(), QUICK), "/");
        lookups.get(0).complete(List.of(InetAddress.getLoopbackAddress()));
        assertThat(outcome.kind()).isEqualTo(Failure.Kind.CONNECT_TIMEOUT);
        one.eventLoop().submit(() -> {}).awaitUninterruptibly();
        assertThat(origin.connectionsAccepted()).isZero();
    }

    @Test
    void anExecutorThatTakesNoMoreFailsTheCall() {
        client.close();
        ExecutorService stopped = Executors.newSingleThreadExecutor();
        stopped.shutdownNow();
        client = new UpstreamClient(loops, UpstreamSettings.defaults(), NameResolver.system(stopped));
        Outcome outcome = one.get(client.to(slowName()), "/");
        assertThat(outcome.kind()).isEqualTo(Failure.Kind.INTERNAL);
        assertThat(outcome.failure().orElseThrow().detail()).contains("slow.internal");
    }

    @Test
    void aResolverThatThrowsFailsTheCall() {
        client.close();
        client = new UpstreamClient(loops, UpstreamSettings.defaults(), host -> {
            throw new IllegalStateException("thrown on purpose");
        });
        assertThat(one.get(client.to(slowName()), "/").kind()).isEqualTo(Failure.Kind.INTERNAL);
    }

    private InetSocketAddress slowName() {
        return InetSocketAddress.createUnresolved("slow.internal", origin.port());
    }

    private static Recorder start(UpstreamCaller caller, Upstream upstream) {
        return caller.start(upstream, caller.request(HttpMethod.GET, "/", RequestBody.EMPTY));
    }
}
