package io.underpass.emulator.faults;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * Something that is to go wrong: a request may be held up, and then be answered with a status, be cut off, or go on. So may
 * a connection that a network load balancer passes on without looking into it; a status cuts it off as well. A target's
 * health checks go the same way unless they are {@linkplain #sparingHealthChecks spared}.
 *
 * <pre>{@code
 * underpass.faults().add(Fault.onTarget("127.0.0.1:8080").latency(Duration.ofMillis(300)).percentage(20));
 * underpass.faults().add(Fault.onLoadBalancer("orders").status(503).times(3));
 * }</pre>
 *
 * <p>Threads: immutable.
 *
 * @param name what is hit: see {@link FaultPlace}; {@code *} for all there are
 * @param latency how long a request is held up, in the machine's time
 * @param jitter by how much that varies, either way, and no more than {@code latency}; each request by chance
 * @param status what a request is answered with
 * @param resets whether its connection is reset
 * @param percentage how many of a hundred requests are hit, by chance
 * @param times how many requests are hit at most; empty for any number
 * @param healthChecks of a fault on a target, whether health checks are hit like requests. They do not count: neither among
 *     {@code times} nor among what was hit
 */
public record Fault(
        FaultPlace place,
        String name,
        Duration latency,
        Duration jitter,
        OptionalInt status,
        boolean resets,
        double percentage,
        OptionalInt times,
        boolean healthChecks) {

    /** The name that stands for everything at a place. */
    public static final String ANY = "*";

    private static final Duration MOST_LATENCY = Duration.ofMinutes(10);

    /** Checks what the types cannot. */
    public Fault {
        require(!name.isEmpty(), "a fault needs the name of what it hits");
        require(!latency.isNegative() && latency.compareTo(MOST_LATENCY) <= 0, "latency must be from 0 to 10 minutes");
        require(!jitter.isNegative() && jitter.compareTo(MOST_LATENCY) <= 0, "jitter must be from 0 to 10 minutes");
        require(
                status.isEmpty() || status.getAsInt() >= 200 && status.getAsInt() <= 599,
                "status must be from 200 to 599");
        require(!resets || status.isEmpty(), "a request is either answered with a status or reset");
        require(percentage > 0 && percentage <= 100, "percentage must be above 0 and at most 100");
        require(times.isEmpty() || times.getAsInt() > 0, "times must be above 0");
    }

    /** A fault at {@code place} that hits every request and does nothing yet. */
    public static Fault on(FaultPlace place, String name) {
        return new Fault(
                place, name, Duration.ZERO, Duration.ZERO, OptionalInt.empty(), false, 100, OptionalInt.empty(), true);
    }

    /** A fault on a VPC link. */
    public static Fault onLink(String idOrName) {
        return on(FaultPlace.LINK, idOrName);
    }

    /** A fault on a load balancer. */
    public static Fault onLoadBalancer(String arnOrName) {
        return on(FaultPlace.LOAD_BALANCER, arnOrName);
    }

    /** A fault on a listener; {@code orders:80} is that of the load balancer orders on port 80. */
    public static Fault onListener(String arnOrPlace) {
        return on(FaultPlace.LISTENER, arnOrPlace);
    }

    /** A fault on a target. */
    public static Fault onTarget(String idOrPlace) {
        return on(FaultPlace.TARGET, idOrPlace);
    }

    /** Requests are held up for {@code time}. */
    public Fault latency(Duration time) {
        return new Fault(place, name, time, jitter, status, resets, percentage, times, healthChecks);
    }

    /** How long they are held up varies by up to {@code time}, either way. */
    public Fault jitter(Duration time) {
        return new Fault(place, name, latency, time, status, resets, percentage, times, healthChecks);
    }

    /** Requests are answered with {@code code}. */
    public Fault status(int code) {
        return new Fault(place, name, latency, jitter, OptionalInt.of(code), resets, percentage, times, healthChecks);
    }

    /** The connections of requests are reset. */
    public Fault reset() {
        return new Fault(place, name, latency, jitter, status, true, percentage, times, healthChecks);
    }

    /** Only so many of a hundred requests are hit. */
    public Fault percentage(double ofHundred) {
        return new Fault(place, name, latency, jitter, status, resets, ofHundred, times, healthChecks);
    }

    /** Only so many requests are hit. */
    public Fault times(int most) {
        return new Fault(place, name, latency, jitter, status, resets, percentage, OptionalInt.of(most), healthChecks);
    }

    /** Health checks are not hit, only requests: the target counts as well as it is. */
    public Fault sparingHealthChecks() {
        return new Fault(place, name, latency, jitter, status, resets, percentage, times, false);
    }

    /** Checks what its parts, which are told one after the other, have to do with each other. */
    void check() {
        require(
                jitter.compareTo(latency) <= 0,
                "the jitter, " + jitter.toMillis() + " ms, must not be more than the latency, " + latency.toMillis()
                        + " ms");
        require(
                healthChecks || place == FaultPlace.TARGET,
                "health checks are spared by faults on targets alone; no others hit them");
        require(
                resets || status.isPresent() || !latency.isZero(),
                "the fault does nothing: it needs a latency, a status or a reset");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
