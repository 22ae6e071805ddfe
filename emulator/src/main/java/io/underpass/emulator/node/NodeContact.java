package io.underpass.emulator.node;

import io.underpass.emulator.clock.ShownTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What requests need to know of a node: where it is and whether it was heard of lately.
 *
 * <p>Threads: safe; written by the control thread.
 */
final class NodeContact {

    private static final double MILLIS = 1000;

    private final NodeName node;
    private final String host;
    private final Duration goneAfter;
    private final long awaitedSinceMillis;
    private volatile long heardAtMillis; // When it began to be waited for, until it is known.
    private volatile boolean left;
    private volatile boolean known;
    private volatile boolean settled;
    private volatile long acknowledged;
    private volatile Map<Integer, String> problems = Map.of();
    private volatile Optional<ShownTime> time = Optional.empty();
    private volatile boolean refuses;

    /** A node that has yet to register, and has as long for it as it may be silent. */
    static NodeContact expected(NodeName node, Duration goneAfter, long nowMillis) {
        return new NodeContact(node, "an address not known yet", goneAfter, nowMillis, false);
    }

    private NodeContact(NodeName node, String host, Duration goneAfter, long nowMillis, boolean known) {
        this.node = node;
        this.host = host;
        this.goneAfter = goneAfter;
        this.awaitedSinceMillis = nowMillis;
        this.heardAtMillis = nowMillis;
        this.known = known;
    }

    NodeContact(NodeName node, String host, Duration goneAfter, long nowMillis) {
        this(node, host, goneAfter, nowMillis, true);
    }

    NodeName node() {
        return node;
    }

    /** Where it listens, as the edge reaches it. */
    String host() {
        return host;
    }

    void heard(long nowMillis) {
        heardAtMillis = nowMillis;
        left = false;
        known = true;
    }

    /** It has said that it serves {@code version}, or that it cannot: what it can listen on it listens on. */
    void settled(long version) {
        acknowledged = version;
        settled = true;
    }

    /** It has said which ports it cannot listen on, and why. */
    void problems(List<Report.ListenerSeen> listeners) {
        problems = listeners.stream()
                .filter(listener -> !listener.problem().isEmpty())
                .collect(Collectors.toUnmodifiableMap(Report.ListenerSeen::port, Report.ListenerSeen::problem));
    }

    /** Why it does not listen on {@code port}, in its own words; empty where it does, or has not said so. */
    Optional<String> problem(int port) {
        return Optional.ofNullable(problems.get(port));
    }

    /** It has said what it goes by. */
    void goesBy(ShownTime shown) {
        time = Optional.of(shown);
    }

    /** What it goes by; empty until it has said so, where it was there before the edge was. */
    Optional<ShownTime> goesBy() {
        return time;
    }

    /** Whether it has said that it cannot use what it was last told, so that nobody need wait for what that leads to. */
    void refuses(boolean refused) {
        refuses = refused;
    }

    boolean refuses() {
        return refuses;
    }

    /** It said that it stops. */
    void left() {
        left = true;
    }

    /** Whether it has ever registered. */
    boolean isKnown() {
        return known;
    }

    long heardAtMillis() {
        return heardAtMillis;
    }

    boolean isThere(long nowMillis) {
        return known && !left && nowMillis - heardAtMillis <= goneAfter.toMillis();
    }

    /**
     * Whether waiting for it is worth it: the edge has started so lately that the node may be there without the edge's
     * knowing, or it has registered so lately that its listeners may not be open yet.
     */
    boolean mayYetServe(long nowMillis) {
        return !settled && !left && nowMillis - awaitedSinceMillis <= goneAfter.toMillis();
    }

    /** Whether it is there and has yet to say that it has {@code change}, which it cannot but hear of at once. */
    boolean mayYetServe(NodeChange change, long nowMillis) {
        return change.version() > acknowledged
                && nowMillis - change.atMillis() <= goneAfter.toMillis()
                && isThere(nowMillis);
    }

    /** Why it is taken for gone; empty while it is not. */
    Optional<String> absence(long nowMillis) {
        if (!known) {
            return Optional.of("no node of that name has registered since the edge started");
        }
        if (left) {
            return Optional.of("it was stopped; " + lastHeard(nowMillis));
        }
        return isThere(nowMillis) ? Optional.empty() : Optional.of("it is silent; " + lastHeard(nowMillis));
    }

    String lastHeard(long nowMillis) {
        return String.format(
                Locale.ROOT,
                "it was last heard of %.1f s ago, at %s",
                (nowMillis - heardAtMillis) / MILLIS,
                Instant.ofEpochMilli(heardAtMillis));
    }
}
