package io.underpass.alb.data;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.alb.Targets;
import io.underpass.wire.Failure;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.Flow;
import io.underpass.wire.RequestHead;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The targets of all groups as health checks reach them, those of type {@code alb} included: a load balancer is asked
 * where it runs. AWS asks it by the address of one of its nodes; here its DNS name stands in the Host field instead.
 *
 * <p>Threads: safe.
 */
public final class LoadBalancerTargets implements Targets {

    private static final String ARN = "arn:";

    private final Targets others;
    private final Supplier<LoadBalancerFleet> fleet;

    /**
     * All targets.
     *
     * @param others those that are no load balancers
     * @param fleet asked for with each check
     */
    public LoadBalancerTargets(Targets others, Supplier<LoadBalancerFleet> fleet) {
        this.others = others;
        this.fleet = fleet;
    }

    @Override
    public Upstream to(String host, int port, Duration connectTimeout, Duration idleTimeout) {
        return host.startsWith(ARN)
                ? (request, sink) -> send(host, "http", port, request, sink)
                : others.to(host, port, connectTimeout, idleTimeout);
    }

    @Override
    public Upstream toSecure(String host, int port, Duration connectTimeout, Duration idleTimeout) {
        return host.startsWith(ARN)
                ? (request, sink) -> send(host, "https", port, request, sink)
                : others.toSecure(host, port, connectTimeout, idleTimeout);
    }

    @Override
    public Upstream http2(String host, int port, boolean secure, Duration connectTimeout, Duration idleTimeout) {
        return others.http2(host, port, secure, connectTimeout, idleTimeout);
    }

    @Override
    public CompletionStage<List<String>> addresses(String host) {
        return host.startsWith(ARN) ? CompletableFuture.completedFuture(List.of(host)) : others.addresses(host);
    }

    @Override
    public void knock(EventLoop eventLoop, String host, int port, Duration timeout, Consumer<Optional<Failure>> found) {
        others.knock(eventLoop, host, port, timeout, found);
    }

    @Override
    public Upstream alone(
            String host, int port, boolean secure, byte[] preface, Duration connectTimeout, Duration idleTimeout) {
        return others.alone(host, port, secure, preface, connectTimeout, idleTimeout);
    }

    @Override
    public void knock(
            EventLoop eventLoop,
            String host,
            int port,
            byte[] preface,
            Duration timeout,
            Consumer<Optional<Failure>> found) {
        others.knock(eventLoop, host, port, preface, timeout, found);
    }

    private Flow send(String arn, String scheme, int port, UpstreamRequest request, ResponseSink sink) {
        LoadBalancerFleet current = fleet.get();
        if (current.find(arn, scheme, port) instanceof Lookup.Found found) {
            HttpHeaders headers = FieldList.of(request.head().headers()).copy();
            current.dnsName(arn).ifPresent(name -> headers.set(FieldNames.HOST, name));
            RequestHead head = new RequestHead(
                    request.head().method(),
                    request.head().target(),
                    request.head().version(),
                    headers);
            return current.way(found)
                    .send(
                            new UpstreamRequest(
                                    head, request.body(), request.eventLoop(), request.peer(), request.trail()),
                            sink);
        }
        request.body().discard();
        sink.abort(
                new Failure(Failure.Kind.CONNECT_REFUSED, arn + " has no listener for " + scheme + " on port " + port));
        return Flow.NONE;
    }
}
