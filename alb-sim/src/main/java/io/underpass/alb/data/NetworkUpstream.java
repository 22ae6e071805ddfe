package io.underpass.alb.data;

import io.netty.buffer.ByteBuf;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
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
        if (choice.member().isEmpty() || choice.group().isEmpty()) {
            request.body().discard();
            sink.abort(new Failure(Failure.Kind.INTERNAL, listener.why(choice))); // Spec 1.9 of API Gateway: 500.
            return Flow.NONE;
        }
        FlowTargets.Member member = choice.member().get();
        CompiledTargetGroup group = choice.group().get();
        FlowRoutes.Way way = routes.way(group, member, request);
        if (way instanceof FlowRoutes.Way.To to) {
            Watched watched = new Watched(sink, request, choice, member);
            Flow flow = faults.to(to.upstream(), member).send(to.request(), watched);
            boolean cut = group.flows().cutsDeregistered() || group.flows().cutsUnhealthy();
            return cut ? watched.cutWith(group, flow) : flow;
        }
        Failure none = ((FlowRoutes.Way.None) way).failure();
        request.trail().fail(TrailSteps.TARGET, none.detail());
        request.body().discard();
        sink.abort(none);
        return Flow.NONE;
    }

    /** The answer, passed on as it comes; only a failure is looked at. */
    private final class Watched implements ResponseSink {

        private final ResponseSink sink;
        private final UpstreamRequest request;
        private final NetworkListener.Choice choice;
        private final FlowTargets.Member member;
        private Runnable ended = () -> {};
        private boolean over;

        Watched(ResponseSink sink, UpstreamRequest request, NetworkListener.Choice choice, FlowTargets.Member member) {
            this.sink = sink;
            this.request = request;
            this.choice = choice;
            this.member = member;
        }

        /** The answer ends with the target's deregistration delay, or its health, where the group says so. */
        Flow cutWith(CompiledTargetGroup group, Flow flow) {
            if (over) {
                return flow;
            }
            ended = flows.begins(TargetKey.of(group, member.target()), () -> onLoop(() -> cut(flow)));
            return new Flow() {
                @Override
                public void pause() {
                    flow.pause();
                }

                @Override
                public void resume() {
                    flow.resume();
                }

                @Override
                public void cancel() {
                    finish();
                    flow.cancel();
                }
            };
        }

        private void cut(Flow flow) {
            if (!over) {
                flow.cancel();
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
            ended.run();
        }

        @Override
        public void head(ResponseHead head) {
            request.trail().note(TrailSteps.UPSTREAM_STATUS, head.status().codeAsText());
            sink.head(head);
        }

        /** Passes {@code data} and its ownership on. */
        @Override
        public void data(ByteBuf data) {
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
            request.trail().fail(TrailSteps.TARGET, failure.detail() + "; " + listener.why(choice));
            boolean unhealthy = !member.address().status().healthy()
                    && (failure.kind() == Failure.Kind.CONNECT_REFUSED
                            || failure.kind() == Failure.Kind.CONNECT_TIMEOUT);
            sink.abort(unhealthy ? new Failure(Failure.Kind.INTERNAL, failure.detail()) : failure);
        }
    }
}
