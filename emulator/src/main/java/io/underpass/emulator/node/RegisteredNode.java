package io.underpass.emulator.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.TargetStates.AnomalyDetection;
import io.underpass.alb.TargetStates.TargetHealth;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.aws.state.StateJson;
import io.underpass.emulator.node.Report.TargetSeen;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the edge knows of one node.
 *
 * <p>Threads: confined to the control thread.
 */
final class RegisteredNode {

    private static final int LOG_LINES = 50;

    private final Deque<String> log = new ArrayDeque<>();
    private Map<TargetKey, TargetSeen> targets = new HashMap<>();
    private List<Report.ListenerSeen> listeners = List.of();
    private Optional<Report.Counters> counters = Optional.empty();
    private Optional<WaitingPoll> waiting = Optional.empty();
    private final Map<String, NodeChange> changes = new HashMap<>();
    private final List<CompletableFuture<Void>> unsettled = new ArrayList<>();
    private Assignment assignment;
    private Poll latest;
    private NodeContact contact;

    private record TargetKey(String group, String target) {}

    RegisteredNode(Poll first, NodeContact contact, long version) {
        this.latest = first;
        this.contact = contact;
        this.assignment = new Assignment(version, AlbState.EMPTY);
    }

    NodeContact contact() {
        return contact;
    }

    String instance() {
        return latest.instance();
    }

    /** What it is to serve. */
    Assignment assignment() {
        return assignment;
    }

    AlbState part() {
        return assignment.state();
    }

    /** The ARN of its load balancer; empty while there is none of its name. */
    Optional<String> loadBalancerArn() {
        return part().loadBalancers().keySet().stream().findFirst();
    }

    /** Another process runs it, or it is somewhere else now. */
    void replaced(NodeContact other, Poll first) {
        contact = other;
        latest = first;
        changes.clear();
        targets.clear();
    }

    /** Completes {@code known} when it serves what it is to serve, or cannot; at once where it is not there. */
    void whenSettled(CompletableFuture<Void> known, long nowMillis) {
        if (settled() || contact.absence(nowMillis).isPresent()) {
            known.complete(null);
        } else {
            unsettled.add(known);
        }
    }

    private boolean settled() {
        return latest.version() == assignment.version() || latest.refused() == assignment.version();
    }

    private void tellSettled() {
        unsettled.forEach(known -> known.complete(null));
        unsettled.clear();
    }

    /** What it is to serve from now on; told at once where it waits. */
    void assign(Assignment next, long nowMillis) {
        Map<String, Listener> before = part().listeners();
        Map<String, Listener> after = next.state().listeners();
        changes.keySet().retainAll(after.keySet());
        after.values().stream()
                .filter(listener -> isElsewhere(before.get(listener.listenerArn()), listener))
                .forEach(listener -> changes.put(listener.listenerArn(), new NodeChange(next.version(), nowMillis)));
        assignment = next;
        targets.keySet().removeIf(key -> !part().targetGroups().containsKey(key.group()));
        waiting.ifPresent(poll -> poll.answer(StateJson.write(assignment)));
        waiting = Optional.empty();
    }

    private static boolean isElsewhere(@Nullable Listener before, Listener now) {
        return before == null
                || before.port() != now.port()
                || !before.protocol().equals(now.protocol());
    }

    /** When a listener came to be where it is. */
    NodeChange change(String listenerArn) {
        return changes.getOrDefault(listenerArn, NodeChange.NONE);
    }

    /** It asks for news. */
    void polled(Poll poll, WaitingPoll answer) {
        waiting.ifPresent(WaitingPoll::nothing);
        waiting = Optional.empty();
        latest = poll;
        if (settled()) {
            tellSettled();
        }
        if (poll.version() != assignment.version() && poll.refused() != assignment.version()) {
            answer.answer(StateJson.write(assignment));
        } else {
            waiting = Optional.of(answer);
        }
    }

    void reported(Report report) {
        Map<TargetKey, TargetSeen> seen = new HashMap<>();
        report.targets().forEach(target -> seen.put(new TargetKey(target.group(), target.target()), target));
        targets = seen;
        listeners = report.listeners();
        contact.problems(listeners);
        counters = Optional.of(report.counters());
        report.log().forEach(log::addLast);
        while (log.size() > LOG_LINES) {
            log.removeFirst();
        }
    }

    /** What it last said of a target; empty where it has said nothing. */
    Optional<TargetHealth> health(String group, String target) {
        return seen(group, target).map(seen -> new TargetHealth(seen.state(), seen.reason(), seen.description()));
    }

    /** Whether it last found a target anomalous; empty where it has said nothing. */
    Optional<AnomalyDetection> anomaly(String group, String target) {
        return seen(group, target).map(seen -> new AnomalyDetection(seen.anomalous(), seen.mitigated()));
    }

    private Optional<TargetSeen> seen(String group, String target) {
        return Optional.ofNullable(targets.get(new TargetKey(group, target)));
    }

    /** The edge stops. */
    void release() {
        waiting.ifPresent(WaitingPoll::nothing);
        waiting = Optional.empty();
        tellSettled();
    }

    /** For people. */
    ObjectNode toJson(long nowMillis) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", contact.node().name());
        json.put("region", contact.node().scope().region());
        loadBalancerArn().ifPresent(arn -> json.put("loadBalancerArn", arn));
        if (contact.isKnown()) {
            json.put("address", contact.host());
            json.put("heardAt", Instant.ofEpochMilli(contact.heardAtMillis()).toString());
        }
        Optional<String> absence = contact.absence(nowMillis);
        json.put("state", absence.isPresent() ? "gone" : state());
        absence.ifPresent(why -> json.put("reason", why));
        json.put("version", assignment.version()).put("serves", latest.version());
        json.put("clock", contact.goesBy().equals(Optional.of(assignment.time())) ? "follows" : "behind");
        if (latest.refused() != 0) {
            ArrayNode reasons =
                    json.putObject("refused").put("version", latest.refused()).putArray("reasons");
            latest.reasons().forEach(reasons::add);
        }
        ArrayNode ports = json.putArray("listeners");
        listeners.forEach(listener -> {
            ObjectNode shown = ports.addObject().put("port", listener.port());
            if (!listener.problem().isEmpty()) {
                shown.put("problem", listener.problem());
            }
        });
        counters.ifPresent(known -> json.set("counters", StateJson.write(known)));
        ArrayNode lines = json.putArray("log");
        log.forEach(lines::add);
        return json;
    }

    private String state() {
        if (latest.refused() == assignment.version()) {
            return "refused";
        }
        if (loadBalancerArn().isEmpty()) {
            return "waiting";
        }
        return latest.version() == assignment.version() ? "serving" : "updating";
    }
}
