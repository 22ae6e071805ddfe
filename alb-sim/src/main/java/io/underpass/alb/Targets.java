package io.underpass.alb;

import io.netty.channel.EventLoop;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.Upstream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Port: how a target is reached.
 *
 * <p>Threads: safe; never blocks.
 */
@FunctionalInterface
public interface Targets {

    /**
     * The way to a target. Asked again whenever a target's health changes: connections are pooled behind it by address,
     * not by the object returned.
     *
     * @param host an address; or a name or an instance id, which is then resolved when a request is sent
     * @param connectTimeout how long connecting may take
     * @param idleTimeout how long the target may be silent
     */
    Upstream to(String host, int port, Duration connectTimeout, Duration idleTimeout);

    /**
     * The way to a target over TLS. Whose certificate it shows does not matter, as on AWS. Where this is not overridden
     * every call fails.
     */
    default Upstream toSecure(String host, int port, Duration connectTimeout, Duration idleTimeout) {
        return (request, sink) -> {
            request.body().discard();
            sink.abort(new Failure(Failure.Kind.INTERNAL, "TLS towards targets is not available here"));
            return Flow.NONE;
        };
    }

    /**
     * The way to a target that speaks HTTP/2, over TLS where {@code secure}. Where this is not overridden every call
     * fails.
     */
    default Upstream http2(String host, int port, boolean secure, Duration connectTimeout, Duration idleTimeout) {
        return (request, sink) -> {
            request.body().discard();
            sink.abort(new Failure(Failure.Kind.INTERNAL, "HTTP/2 towards targets is not available here"));
            return Flow.NONE;
        };
    }

    /**
     * The way to a target for calls that share no connection: each has one of its own, which begins with {@code preface},
     * before TLS too. Where this is not overridden every call fails.
     *
     * @param secure whether TLS is spoken
     */
    default Upstream alone(
            String host, int port, boolean secure, byte[] preface, Duration connectTimeout, Duration idleTimeout) {
        return (request, sink) -> {
            request.body().discard();
            sink.abort(new Failure(Failure.Kind.INTERNAL, "connections with a preface are not available here"));
            return Flow.NONE;
        };
    }

    /**
     * The addresses that a name or an instance id stands for right now: none where it has none. Fails where that could not
     * be found out. The stage may complete on any thread.
     *
     * <p>Where it is not overridden every name stands for itself.
     */
    default CompletionStage<List<String>> addresses(String host) {
        return CompletableFuture.completedFuture(List.of(host));
    }

    /**
     * Finds out whether a target takes connections; the one made is closed at once. Where it is not overridden it fails.
     *
     * @param eventLoop where to connect, and where {@code found} is told
     * @param found told once: why it takes none; empty where it does
     */
    default void knock(
            EventLoop eventLoop, String host, int port, Duration timeout, Consumer<Optional<Failure>> found) {
        found.accept(Optional.of(new Failure(
                Failure.Kind.INTERNAL, "there is no way to make a bare connection to " + host + ':' + port)));
    }

    /** As the other, saying {@code preface} on the connection before it is closed; where it is not overridden it fails. */
    default void knock(
            EventLoop eventLoop,
            String host,
            int port,
            byte[] preface,
            Duration timeout,
            Consumer<Optional<Failure>> found) {
        found.accept(
                Optional.of(new Failure(Failure.Kind.INTERNAL, "connections with a preface are not available here")));
    }
}
