package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A hundred thousand requests, through an API and by the debug door, while targets drain and come back, fall ill and
 * recover, one dies, and rules come, move and go. What AWS would not fail must not fail, and what was decided must hold.
 *
 * <p>The emulator is a process of its own, as it is for its users.
 */
class ChangesUnderLoadTest {

    /** More for a longer run: {@code -Dunderpass.load.requests=1000000}. */
    private static final int REQUESTS = Integer.getInteger("underpass.load.requests", 100_000);

    private static final int CLIENTS_A_WAY = 4;
    private static final int PER_SECOND = 450;

    /** AWS's changes take a moment to be everywhere; those here are made before they are answered. */
    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final NamedOrigin draining = new NamedOrigin("draining");
    private final NamedOrigin ill = new NamedOrigin("ill");
    private final NamedOrigin dying = new NamedOrigin("dying");
    private final NamedOrigin steady = new NamedOrigin("steady");
    private final NamedOrigin other = new NamedOrigin("other");
    private final List<Held> held = new ArrayList<>();
    private volatile long deadFromNanos;
    private volatile long deadToNanos;

    /** While it held, no request of which {@code breach} is true may have begun and ended. */
    private record Held(String what, long fromNanos, long toNanos, Predicate<Sent> breach) {}

    @Test
    @Timeout(1200)
    void whatAwsWouldNotFailDoesNotFail() throws Exception {
        Process process = emulator();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
                ShopUnderLoad shop = new ShopUnderLoad(ready(out))) {
            shop.register(shop.usual(), draining, ill, dying, steady);
            for (NamedOrigin target : List.of(draining, ill, dying, steady)) {
                shop.awaitState(shop.usual(), target, "healthy");
            }
            String second = shop.group(other);

            List<Sent> sent = underLoad(
                    shop,
                    List.of(
                            () -> drainAndReturn(shop),
                            () -> fallIllAndRecover(shop),
                            () -> dieAndReturn(shop),
                            () -> changeRules(shop, second)));

            judge(sent);
        } finally {
            process.destroyForcibly();
            for (NamedOrigin target : List.of(draining, ill, dying, steady, other)) {
                target.close();
            }
        }
    }

    private List<Sent> underLoad(ShopUnderLoad shop, List<Callable<Void>> changes) throws Exception {
        List<SteadyClient> clients = new ArrayList<>();
        List<String> usual = List.of("/a", "/moved/b", "/c", "/moved/d");
        for (int i = 0; i < CLIENTS_A_WAY; i++) {
            clients.add(new SteadyClient("gateway", shop.edge(), shop.invoked(), usual, PER_SECOND));
            clients.add(new SteadyClient("door", shop.door(), "", usual, PER_SECOND));
        }
        clients.add(new SteadyClient("gateway", shop.edge(), shop.invoked(), List.of("/slow"), 10));
        clients.add(new SteadyClient("door", shop.door(), "", List.of("/slow"), 10));
        ExecutorService threads = Executors.newFixedThreadPool(changes.size());
        try {
            for (Future<Void> change : threads.invokeAll(changes)) {
                change.get();
            }
            while (clients.stream().mapToInt(SteadyClient::count).sum() < REQUESTS) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } finally {
            threads.shutdownNow();
            for (SteadyClient client : clients) {
                client.stop();
            }
        }
        return clients.stream().flatMap(client -> client.sent().stream()).toList();
    }

    /** What it has begun it ends, also what takes long; and nothing new reaches it (spec 3.5 of load balancers). */
    private Void drainAndReturn(ShopUnderLoad shop) {
        for (int round = 0; round < 3; round++) {
            shop.deregister(shop.usual(), draining);
            long gone = System.nanoTime();
            shop.awaitState(shop.usual(), draining, "unused");
            hold("deregistered", gone, answeredBy("draining"));
            shop.register(shop.usual(), draining);
            shop.awaitState(shop.usual(), draining, "healthy");
        }
        return null;
    }

    /** Only its health checks fail; whoever is sent to it before they are through is served. */
    private Void fallIllAndRecover(ShopUnderLoad shop) {
        ill.healthy(false);
        shop.awaitState(shop.usual(), ill, "unhealthy");
        long found = System.nanoTime();
        ill.healthy(true);
        // Two checks have to go well, and they are five seconds apart; the first may be under way.
        long atLeast = TimeUnit.SECONDS.toNanos(2);
        held(new Held("unhealthy", found, found + atLeast, answeredBy("ill")));
        shop.awaitState(shop.usual(), ill, "healthy");
        return null;
    }

    /** Until two health checks have failed its share of the requests fails, on AWS as well. */
    private Void dieAndReturn(ShopUnderLoad shop) throws IOException {
        deadFromNanos = System.nanoTime();
        dying.kill();
        shop.awaitState(shop.usual(), dying, "unhealthy");
        deadToNanos = System.nanoTime() + MOMENT_NANOS;
        dying.revive();
        shop.awaitState(shop.usual(), dying, "healthy");
        return null;
    }

    private Void changeRules(ShopUnderLoad shop, String second) throws InterruptedException {
        Predicate<Sent> usual =
                sent -> sent.path().startsWith("/moved") && !sent.said().equals("other");
        Predicate<Sent> moved =
                sent -> sent.path().startsWith("/moved") && sent.said().equals("other");
        for (int round = 0; round < 10; round++) {
            String rule = shop.rule(10, "/moved/*", second);
            long made = System.nanoTime();
            String above = shop.rule(20, "/moved/*", shop.usual());
            shop.priority(rule, 5);
            TimeUnit.MILLISECONDS.sleep(500);
            hold("a rule for other targets", made, usual);

            shop.priority(above, 1);
            long reordered = System.nanoTime();
            TimeUnit.MILLISECONDS.sleep(300);
            hold("a rule before it", reordered, moved);

            shop.retarget(above, second);
            long retargeted = System.nanoTime();
            TimeUnit.MILLISECONDS.sleep(300);
            hold("that rule for other targets", retargeted, usual);

            shop.deleteRule(above);
            shop.deleteRule(rule);
            long deleted = System.nanoTime();
            TimeUnit.MILLISECONDS.sleep(300);
            hold("no rule", deleted, moved);
        }
        return null;
    }

    private static Predicate<Sent> answeredBy(String name) {
        return sent -> sent.said().equals(name);
    }

    /** From {@code fromNanos} until now. */
    private void hold(String what, long fromNanos, Predicate<Sent> breach) {
        held(new Held(what, fromNanos, System.nanoTime(), breach));
    }

    private synchronized void held(Held one) {
        held.add(one);
    }

    private void judge(List<Sent> sent) {
        Map<String, Integer> counts = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        for (Sent one : sent) {
            String verdict = verdict(one);
            counts.merge(one.way() + ": " + verdict, 1, Integer::sum);
            if (!verdict.equals("answered") && !verdict.equals("lost with the target that died")) {
                faults.add(verdict + ": " + one);
            }
        }
        String summary = sent.size() + " requests, " + counts;
        assertThat(faults.stream().limit(10)).as(summary).isEmpty();
        assertThat(sent).as(summary).hasSizeGreaterThanOrEqualTo(REQUESTS);
        assertThat(counts).as(summary).containsKeys("gateway: lost with the target that died", "door: answered");
        for (String name : List.of("draining", "ill", "dying", "steady", "other")) {
            assertThat(sent).as(summary).anyMatch(answeredBy(name));
        }
    }

    /** Every request has one. */
    private String verdict(Sent one) {
        if (one.status() == 502 && one.touches(deadFromNanos, deadToNanos)) {
            return "lost with the target that died";
        }
        if (!one.ok()) {
            return one.status() == Sent.CUT ? "cut without an answer" : "failed";
        }
        for (Held decision : held) {
            if (one.within(decision.fromNanos(), decision.toNanos())
                    && decision.breach().test(one)) {
                return "not as decided (" + decision.what() + ")";
            }
        }
        return "answered";
    }

    private static URI ready(BufferedReader out) throws IOException {
        String line = out.readLine();
        assertThat(line).startsWith("Ready. ");
        return URI.create(line.substring("Ready. ".length()));
    }

    private static Process emulator() throws IOException {
        return UnderpassCommand.of("start", "--port", "0", "--provisioning-time", "0", "--open-listeners")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
