package io.underpass.emulator.edge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpMethod;
import io.underpass.aws.query.Form;
import io.underpass.emulator.journal.Journal;
import io.underpass.emulator.journal.JournalFilter;
import io.underpass.wire.Exchange;
import io.underpass.wire.HttpService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers below {@code /_underpass/}: {@code health}, {@code info}, {@code journal}, {@code journal/REQUEST_ID},
 * {@code listeners}, {@code state}, {@code nodes}, {@code metrics}, {@code ca.pem}, and what {@link SetupService} and {@link
 * WorldService} do.
 *
 * <p>Threads: safe.
 */
public final class AdminService implements HttpService {

    /** Where the admin API begins. */
    public static final String PREFIX = "/_underpass/";

    private static final int DEFAULT_JOURNAL_LIMIT = 100;
    private static final Logger LOG = LoggerFactory.getLogger(AdminService.class);

    private final Journal journal;
    private final Supplier<ObjectNode> health;
    private final Supplier<ObjectNode> info;
    private final HttpService state;
    private final HttpService nodes;
    private final HttpService authority;
    private final HttpService metrics;
    private final HttpService listeners;
    private final Executor worker;
    private final SetupService setup;
    private final WorldService world;

    /**
     * An admin API over {@code journal}.
     *
     * @param state answers at {@code state}
     * @param nodes answers for {@code nodes} and everything below
     * @param authority answers GET at {@code ca.pem}
     * @param metrics answers GET at {@code metrics}
     * @param listeners answers GET at {@code listeners}
     * @param worker renders the Journal, which takes too long for an event loop
     * @param setup answers for what it says it does
     * @param world answers for what it says it does
     */
    public AdminService(
            Journal journal,
            Supplier<ObjectNode> health,
            Supplier<ObjectNode> info,
            HttpService state,
            HttpService nodes,
            HttpService authority,
            HttpService metrics,
            HttpService listeners,
            Executor worker,
            SetupService setup,
            WorldService world) {
        this.world = world;
        this.setup = setup;
        this.listeners = listeners;
        this.metrics = metrics;
        this.nodes = nodes;
        this.authority = authority;
        this.journal = journal;
        this.health = health;
        this.info = info;
        this.state = state;
        this.worker = worker;
    }

    /** Whether the emulator answers, and for which services. */
    ObjectNode health() {
        return health.get();
    }

    /** What the emulator is. */
    ObjectNode info() {
        return info.get();
    }

    /** What answers for the emulated world. */
    WorldService world() {
        return world;
    }

    /** What answers for how the emulator was set up. */
    SetupService setup() {
        return setup;
    }

    @Override
    public void handle(Exchange exchange) {
        String path = exchange.request().path().substring(PREFIX.length());
        if (path.equals("state")) {
            state.handle(exchange);
            return;
        }
        if (setup.owns(path)) {
            setup.handle(exchange);
            return;
        }
        if (path.equals("nodes") || path.startsWith("nodes/")) {
            nodes.handle(exchange);
            return;
        }
        if (WorldService.owns(path)) {
            world.handle(exchange);
            return;
        }
        if (!exchange.request().method().equals(HttpMethod.GET)) {
            Answer.message(exchange, 405, "Only GET is served at " + PREFIX + path);
            return;
        }
        switch (path) {
            case "health" -> Answer.json(exchange, 200, health.get());
            case "info" -> Answer.json(exchange, 200, info.get());
            case "journal" -> list(exchange);
            case "ca.pem" -> authority.handle(exchange);
            case "metrics" -> metrics.handle(exchange);
            case "listeners" -> listeners.handle(exchange);
            default -> {
                if (path.startsWith("journal/")) {
                    show(exchange, path.substring("journal/".length()));
                } else {
                    Answer.message(
                            exchange,
                            404,
                            "There is nothing at " + PREFIX + path + "; there are: health, info, journal,"
                                    + " journal/REQUEST_ID, listeners, metrics, state,"
                                    + " nodes, ca.pem, routes, init, description,"
                                    + " reset, clock, faults, faults/ID");
                }
            }
        }
    }

    private void list(Exchange exchange) {
        Map<String, List<String>> query;
        JournalFilter filter;
        int limit;
        try {
            query = Form.parse(exchange.request().query());
            for (String name : query.keySet()) {
                if (!List.of("api", "status", "requestId", "limit").contains(name)) {
                    throw new IllegalArgumentException(
                            "unknown parameter '" + name + "'; there are: api, status, requestId, limit");
                }
            }
            Optional<Integer> status = first(query, "status").map(text -> number("status", text));
            filter = new JournalFilter(
                    first(query, "api"),
                    status.map(OptionalInt::of).orElse(OptionalInt.empty()),
                    first(query, "requestId"));
            limit = first(query, "limit").map(text -> number("limit", text)).orElse(DEFAULT_JOURNAL_LIMIT);
        } catch (IllegalArgumentException e) {
            Answer.message(exchange, 400, "Bad query: " + e.getMessage());
            return;
        }
        render(exchange, () -> {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            ArrayNode entries = body.putArray("entries");
            journal.newest(filter, limit).forEach(entry -> entries.add(JournalJson.of(entry)));
            return Optional.of(body);
        });
    }

    private void show(Exchange exchange, String requestId) {
        render(exchange, () -> journal.find(requestId).map(JournalJson::of));
    }

    /** Renders on the worker, answers on the event loop. */
    private void render(Exchange exchange, Supplier<Optional<ObjectNode>> content) {
        try {
            worker.execute(() -> {
                Runnable answer = answer(exchange, content);
                exchange.eventLoop().execute(answer);
            });
        } catch (RejectedExecutionException e) {
            Answer.message(exchange, 503, "Too many control calls are waiting, or Underpass is stopping");
        }
    }

    /** Whatever goes wrong while rendering, the caller gets an answer. */
    private static Runnable answer(Exchange exchange, Supplier<Optional<ObjectNode>> content) {
        try {
            Optional<ObjectNode> json = content.get();
            return () -> json.ifPresentOrElse(
                    body -> Answer.json(exchange, 200, body),
                    () -> Answer.message(
                            exchange,
                            404,
                            "The Journal has no such entry: the request never was, is not over yet, or has left the"
                                    + " ring"));
        } catch (RuntimeException e) {
            LOG.error("The Journal cannot be rendered", e);
            return () -> Answer.message(exchange, 500, "The Journal cannot be rendered: " + e);
        }
    }

    private static Optional<String> first(Map<String, List<String>> query, String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, not '" + text + "'", e);
        }
    }
}
