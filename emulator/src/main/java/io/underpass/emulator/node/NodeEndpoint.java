package io.underpass.emulator.node;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import io.underpass.aws.state.StateJson;
import io.underpass.aws.state.UnreadableState;
import io.underpass.emulator.edge.Answer;
import io.underpass.wire.BodyCollector;
import io.underpass.wire.Exchange;
import io.underpass.wire.Failure;
import io.underpass.wire.HttpService;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers below {@code /_underpass/nodes}: the list of nodes for everybody, {@code DELETE} of one, and the calls of nodes,
 * which are believed only if they show the shared token.
 *
 * <p>Threads: safe; called on event loops, the work runs on the control thread.
 */
public final class NodeEndpoint implements HttpService {

    private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(NodeEndpoint.class);

    private final NodeRegistry nodes;
    private final SharedToken token;
    private final Executor controlThread;

    /** Answers for {@code nodes}, on {@code controlThread}. */
    public NodeEndpoint(NodeRegistry nodes, NodeSettings settings, Executor controlThread) {
        this.nodes = nodes;
        this.token = new SharedToken(settings.token());
        this.controlThread = controlThread;
    }

    @Override
    public void handle(Exchange exchange) {
        HttpMethod method = exchange.request().method();
        String path = exchange.request().path();
        if (method.equals(HttpMethod.GET) && (path + "/").equals(NodeProtocol.PATH)) {
            later(exchange, () -> {
                ObjectNode list = nodes.toJson();
                return () -> Answer.json(exchange, 200, list);
            });
        } else if (method.equals(HttpMethod.DELETE) && path.startsWith(NodeProtocol.PATH)) {
            forget(exchange, path.substring(NodeProtocol.PATH.length()));
        } else if (method.equals(HttpMethod.POST) && path.startsWith(NodeProtocol.PATH)) {
            believed(exchange, path.substring(NodeProtocol.PATH.length()));
        } else {
            Answer.message(
                    exchange,
                    405,
                    "There are: GET /_underpass/nodes, DELETE /_underpass/nodes/NAME, and the calls of nodes");
        }
    }

    /** {@code NAME}, or {@code REGION/NAME} where the load balancer is in another region than usual. */
    private void forget(Exchange exchange, String which) {
        int slash = which.indexOf('/');
        String region = slash < 0 ? "" : which.substring(0, slash);
        String name = which.substring(slash + 1);
        later(exchange, () -> {
            boolean forgotten = nodes.forget(name, region);
            return () -> Answer.message(
                    exchange,
                    forgotten ? 200 : 404,
                    forgotten
                            ? "The load balancer " + name + " runs in the edge's process from now on"
                            : "There is no node " + name);
        });
    }

    private void believed(Exchange exchange, String call) {
        Optional<String> refusal = token.refusal(exchange.request().headers());
        if (refusal.isPresent()) {
            Answer.message(exchange, 401, refusal.get());
            return;
        }
        BodyCollector.collect(exchange.body(), MAX_BODY_BYTES, body -> take(exchange, call, text(body)), failure -> {
            if (failure.kind() == Failure.Kind.TOO_LARGE) {
                Answer.message(exchange, 413, "A node's call may not be larger than " + failure.detail());
            } else {
                exchange.abort(failure);
            }
        });
    }

    private static String text(ByteBuf body) {
        try {
            return body.toString(StandardCharsets.UTF_8);
        } finally {
            body.release();
        }
    }

    private void take(Exchange exchange, String call, String body) {
        switch (call) {
            case NodeProtocol.POLL -> poll(exchange, body);
            case NodeProtocol.REPORT ->
                later(exchange, () -> {
                    boolean known = nodes.report(StateJson.read(body, Report.class));
                    return () -> Answer.json(
                            exchange,
                            known ? 200 : 409,
                            JsonNodeFactory.instance.objectNode().put("known", known));
                });
            case NodeProtocol.LEAVE ->
                later(exchange, () -> {
                    nodes.leave(StateJson.read(body, Report.class));
                    return () -> Answer.json(exchange, 200, JsonNodeFactory.instance.objectNode());
                });
            default -> Answer.message(exchange, 404, "Nodes call poll, report or leave, not '" + call + "'");
        }
    }

    private void poll(Exchange exchange, String body) {
        String seenAs = address(exchange.peer().remote());
        WaitingPoll waiting = new WaitingPoll(exchange, seenAs);
        later(exchange, () -> {
            Optional<String> refusal = nodes.poll(StateJson.read(body, Poll.class), waiting, seenAs);
            return refusal.<Runnable>map(why -> () -> Answer.message(exchange, 409, why))
                    .orElse(waiting::hold);
        });
    }

    private static String address(InetSocketAddress peer) {
        return peer.getAddress() == null
                ? peer.getHostString()
                : peer.getAddress().getHostAddress();
    }

    /** Work for the control thread, which leads to an answer on the event loop. */
    @FunctionalInterface
    private interface Work {
        Runnable run();
    }

    private void later(Exchange exchange, Work work) {
        try {
            controlThread.execute(() -> exchange.eventLoop().execute(safely(exchange, work)));
        } catch (RejectedExecutionException e) {
            Answer.message(exchange, 503, "Too many control calls are waiting, or Underpass is stopping");
        }
    }

    /** Whatever goes wrong, the node gets an answer. */
    private static Runnable safely(Exchange exchange, Work work) {
        try {
            return work.run();
        } catch (UnreadableState e) {
            return () -> Answer.message(
                    exchange, 400, "This is no call of a node of this version of Underpass: " + e.getMessage());
        } catch (Throwable e) {
            LOG.error("A node's call failed", e);
            return () -> Answer.message(exchange, 500, "Underpass failed: " + e);
        }
    }
}
