package io.underpass.alb.data;

import io.netty.buffer.ByteBuf;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.FlowObserver;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A network load balancer's listener as one who sends HTTP requests through it sees it: the target's, no byte changed.
 *
 * <p>Threads: safe; each call is confined to the event loop of its request.
 */
final class NetworkUpstream implements Upstream {

    private static final Logger LOG = LoggerFactory.getLogger(NetworkUpstream.class);

    private final NetworkListener listener;
    private final FlowRoutes routes;
    private final OpenFlows flows;
    private final FaultPoints faults;

    NetworkUpstream(NetworkListener listener, FlowRoutes routes, OpenFlows flows, FaultPoints faults) {
        this.listener = listener;
        this.faults = faults;
        this.routes = routes;
        this.flows = flows;
    }

    @Override
    public Flow send(UpstreamRequest request, ResponseSink sink) {
        NetworkListener.Choice choice = listener.choose(request);
        FlowCounts counts = listener.flow();
        if (choice.member().isEmpty() || choice.group().isEmpty()) {
            counts.rejected();
            request.body().discard();
            sink.abort(new Failure(Failure.Kind.INTERNAL, listener.why(choice))); // Spec 1.9 of API Gateway: 500.
            return Flow.NONE;
        }
        FlowTargets.Member member = choice.member().get();
        CompiledTargetGroup group = choice.group().get();
        FlowRoutes.Way way = routes.way(group, member, request);
        if (way instanceof FlowRoutes.Way.To to) {
            FlowCounts ofGroup = listener.flow(group);
            counts.begins();
            ofGroup.begins();
            Optional<FlowLog> log = listener.secure() ? listener.log(request.peer()) : Optional.empty();
            Watched watched = new Watched(sink, request, choice, member, counts, ofGroup, log);
            Flow flow = faults.to(to.upstream(), member).send(watched.counted(to.request()), watched);
            return watched.going(group, flow);
        }
        counts.rejected();
        Failure none = ((FlowRoutes.Way.None) way).failure();
        request.trail().fail(TrailSteps.TARGET, none.detail());
        request.body().discard();
        sink.abort(none);
        return Flow.NONE;
    }

    /** The answer, passed on as it comes; only a failure is looked at. */
    private final class Watched implements ResponseSink, Flow {

        private final ResponseSink sink;
        private final UpstreamRequest request;
        private final NetworkListener.Choice choice;
        private final FlowTargets.Member member;
        private final FlowCounts counts;
        private final FlowCounts ofGroup;
        private final Optional<FlowLog> log;
        private Flow upstream = Flow.NONE;
        private Runnable ended = () -> {};
        private boolean over;

        Watched(
                ResponseSink sink,
                UpstreamRequest request,
                NetworkListener.Choice choice,
                FlowTargets.Member member,
                FlowCounts counts,
                FlowCounts ofGroup,
                Optional<FlowLog> log) {
            this.ofGroup = ofGroup;
            this.counts = counts;
            this.log = log;
            this.sink = sink;
            this.request = request;
            this.choice = choice;
            this.member = member;
        }

        UpstreamRequest counted(UpstreamRequest sent) {
            long length = sent.body().length();
            received(MessageBytes.of(sent.head()) + Math.max(0, length));
            if (length >= 0 && sent.tunnel().isEmpty()) {
                return sent;
            }
            return new UpstreamRequest(
                    sent.head(),
                    length < 0 ? new CountedBody(sent.body(), this::received) : sent.body(),
                    sent.eventLoop(),
                    sent.peer(),
                    sent.trail(),
                    sent.tunnel().map(tunnel -> new CountedBody(tunnel, this::received)),
                    sent.tls());
        }

        private void received(long bytes) {
            counts.passed(bytes);
            log.ifPresent(line -> line.received(bytes));
        }

        private void sent(long bytes) {
            counts.passed(bytes);
            log.ifPresent(line -> line.sent(bytes));
        }

        /** The answer ends with the target's deregistration delay, or its health, where the group says so. */
        Flow going(CompiledTargetGroup group, Flow flow) {
            if (over) {
                return flow;
            }
            upstream = flow;
            if (group.flows().cutsDeregistered() || group.flows().cutsUnhealthy()) {
                ended = flows.begins(TargetKey.of(group, member.target()), () -> onLoop(this::cut));
            }
            return this;
        }

        @Override
        public void pause() {
            upstream.pause();
        }

        @Override
        public void resume() {
            upstream.resume();
        }

        @Override
        public void cancel() {
            finish();
            upstream.cancel();
        }

        private void cut() {
            if (!over) {
                counts.reset(FlowObserver.End.HERE);
                upstream.cancel();
                abort(new Failure(Failure.Kind.RESET, "the target " + member.name() + " has left"));
            }
        }

        private void onLoop(Runnable work) {
            try {
                request.eventLoop().execute(work);
            } catch (RejectedExecutionException e) {
                LOG.debug("An event loop has ended, and its requests with it", e);
            }
        }

        private void finish() {
            over = true;
            counts.ended();
            ofGroup.ended();
            log.ifPresent(FlowLog::write);
            ended.run();
        }

        @Override
        public void head(ResponseHead head) {
            request.trail().note(TrailSteps.UPSTREAM_STATUS, head.status().codeAsText());
            sent(MessageBytes.of(head));
            sink.head(head);
        }

        /** Passes {@code data} and its ownership on. */
        @Override
        public void data(ByteBuf data) {
            sent(data.readableBytes());
            sink.data(data);
        }

        @Override
        public void flush() {
            sink.flush();
        }

        @Override
        public void end() {
            finish();
            sink.end();
        }

        /** A connection that an unhealthy target does not take is a 500 on AWS (spec 1.9 of API Gateway). */
        @Override
        public void abort(Failure failure) {
            finish();
            count(failure.kind());
            request.trail().fail(TrailSteps.TARGET, failure.detail() + "; " + listener.why(choice));
            boolean unhealthy = !member.address().status().healthy()
                    && (failure.kind() == Failure.Kind.CONNECT_REFUSED
                            || failure.kind() == Failure.Kind.CONNECT_TIMEOUT);
            sink.abort(unhealthy ? new Failure(Failure.Kind.INTERNAL, failure.detail()) : failure);
        }

        private void count(Failure.Kind kind) {
            switch (kind) {
                case CONNECT_REFUSED, RESET -> counts.reset(FlowObserver.End.TARGET);
                case TIMEOUT, CONNECT_TIMEOUT, UNREACHABLE -> counts.reset(FlowObserver.End.HERE);
                case TLS_FAILED, TLS_HOST_MISMATCH -> {
                    if (listener.secure()) {
                        counts.targetNotSecured();
                    }
                }
                default -> {}
            }
        }
    }
}
