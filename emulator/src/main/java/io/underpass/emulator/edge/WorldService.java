package io.underpass.emulator.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpMethod;
import io.underpass.aws.state.StateJson;
import io.underpass.aws.state.UnreadableState;
import io.underpass.emulator.faults.FaultJson;
import io.underpass.emulator.faults.Faults;
import io.underpass.emulator.world.World;
import io.underpass.wire.Exchange;
import io.underpass.wire.HttpService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers at {@code reset}, {@code clock}, {@code faults} and {@code faults/ID}: the emulated world, for tests.
 *
 * <p>Threads: safe; what takes its time is done on the control thread.
 */
public final class WorldService implements HttpService {

    private static final Logger LOG = LoggerFactory.getLogger(WorldService.class);
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final String RESET = "reset";
    private static final String CLOCK = "clock";
    private static final String FAULTS = "faults";
    private static final String FAULT = FAULTS + "/";

    private final World world;
    private final ClockCalls clock;
    private final Executor controlThread;

    /** Answers for {@code world}. */
    public WorldService(World world, Executor controlThread) {
        this.world = world;
        this.clock = new ClockCalls(world.clock());
        this.controlThread = controlThread;
    }

    /** Whether it answers at {@code path}, which is what follows the admin API's prefix. */
    static boolean owns(String path) {
        return path.equals(RESET) || path.equals(CLOCK) || path.equals(FAULTS) || path.startsWith(FAULT);
    }

    @Override
    public void handle(Exchange exchange) {
        String path = exchange.request().path().substring(AdminService.PREFIX.length());
        HttpMethod method = exchange.request().method();
        if (path.equals(RESET)) {
            reset(exchange, method);
        } else if (path.equals(CLOCK)) {
            clock(exchange, method);
        } else if (path.equals(FAULTS)) {
            faults(exchange, method);
        } else {
            fault(exchange, method, path.substring(FAULT.length()));
        }
    }

    /** Makes everything as at the start, and says so. */
    void reset(Exchange exchange, HttpMethod method) {
        if (!method.equals(HttpMethod.POST)) {
            Answer.message(exchange, 405, "Only POST is served here");
            return;
        }
        CompletableFuture<Void> cleared = new CompletableFuture<>();
        try {
            controlThread.execute(() -> {
                try {
                    world.clear();
                    cleared.complete(null);
                } catch (Exception e) {
                    cleared.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            Answer.message(exchange, 503, "Too many control calls are waiting, or Underpass is stopping");
            return;
        }
        answer(
                exchange,
                cleared.thenCompose(nothing -> inTime(exchange, world.faults().everywhere()))
                        .thenCompose(nothing -> world.clock().resetLater())
                        .thenApply(nothing -> Answer.message("Everything is as at the start")));
    }

    private void clock(Exchange exchange, HttpMethod method) {
        if (method.equals(HttpMethod.GET)) {
            Answer.json(exchange, 200, clock.show());
        } else if (method.equals(HttpMethod.POST)) {
            withBody(exchange, body -> answer(exchange, clock.move(body)));
        } else {
            Answer.message(exchange, 405, "Only GET and POST are served here");
        }
    }

    private void faults(Exchange exchange, HttpMethod method) {
        Faults faults = world.faults();
        if (method.equals(HttpMethod.GET)) {
            ObjectNode list = JsonNodeFactory.instance.objectNode();
            faults.list().forEach(fault -> list.withArray("/" + FAULTS).add(FaultJson.write(fault)));
            list.withArray("/" + FAULTS);
            Answer.json(exchange, 200, list);
        } else if (method.equals(HttpMethod.POST)) {
            withBody(exchange, body -> {
                Faults.Added added = faults.addLater(FaultJson.read(body));
                inTime(exchange, added.everywhere())
                        .thenRun(() -> Answer.json(
                                exchange,
                                201,
                                faults.find(added.id())
                                        .<JsonNode>map(FaultJson::write)
                                        .orElseGet(() -> Answer.message(added.id()))));
            });
        } else if (method.equals(HttpMethod.DELETE)) {
            inTime(exchange, faults.clearLater())
                    .thenRun(() -> Answer.message(exchange, 200, "There are no faults any more"));
        } else {
            Answer.message(exchange, 405, "Only GET, POST and DELETE are served here");
        }
    }

    private void fault(Exchange exchange, HttpMethod method, String id) {
        String unknown = "There is no fault '" + id + "'";
        if (method.equals(HttpMethod.GET)) {
            world.faults()
                    .find(id)
                    .ifPresentOrElse(
                            fault -> Answer.json(exchange, 200, FaultJson.write(fault)),
                            () -> Answer.message(exchange, 404, unknown));
        } else if (!method.equals(HttpMethod.DELETE)) {
            Answer.message(exchange, 405, "Only GET and DELETE are served here");
        } else if (world.faults().find(id).isPresent()) {
            inTime(exchange, world.faults().removeLater(id))
                    .thenRun(() -> Answer.message(exchange, 200, "The fault '" + id + "' is gone"));
        } else {
            Answer.message(exchange, 404, unknown);
        }
    }

    /** Completes, on the exchange's event loop, when nodes know, or do not say so in time. */
    private static CompletableFuture<Void> inTime(Exchange exchange, CompletionStage<?> known) {
        CompletableFuture<Void> due = new CompletableFuture<>();
        Future<?> timer = exchange.eventLoop()
                .schedule(() -> due.complete(null), Faults.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        known.whenComplete((told, failure) -> {
            timer.cancel(false);
            exchange.eventLoop().execute(() -> due.complete(null));
        });
        return due;
    }

    /** Reads a JSON object; what {@code use} says is wrong with it is the caller's mistake. */
    private static void withBody(Exchange exchange, Consumer<ObjectNode> use) {
        SlowAnswers.withBody(exchange, MAX_BODY_BYTES, "The body", text -> {
            try {
                if (!(StateJson.tree(text) instanceof ObjectNode object)) {
                    throw new IllegalArgumentException("the body must be a JSON object");
                }
                use.accept(object);
            } catch (UnreadableState | IllegalArgumentException e) {
                Answer.message(exchange, 400, "Nothing has changed: " + e.getMessage());
            }
        });
    }

    private static void answer(Exchange exchange, CompletionStage<ObjectNode> done) {
        done.whenComplete((json, failure) -> exchange.eventLoop().execute(() -> {
            if (failure == null) {
                Answer.json(exchange, 200, json);
            } else {
                Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
                LOG.error("{} failed", exchange.request().target(), cause);
                Answer.message(exchange, 500, "Underpass failed: " + cause.getMessage());
            }
        }));
    }
}
