package io.underpass.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What happened during one test, for people.
 *
 * <p>Threads: safe, holds nothing.
 */
final class TestStory {

    /** More are seldom read, and push the failure itself out of sight. */
    private static final int MOST = 20;

    private TestStory() {}

    static String of(List<Exchange> exchanges, Collection<FakeTarget> targets, Collection<FaultProxy> proxies) {
        List<String> parts = new ArrayList<>();
        parts.add("Underpass saw " + counted(exchanges.size(), "exchange") + " in this test"
                + (exchanges.isEmpty() ? "." : ":"));
        int left = Math.max(0, exchanges.size() - MOST);
        if (left > 0) {
            parts.add("  (the first " + left + " left out)");
        }
        exchanges.stream().skip(left).map(Exchange::story).forEach(parts::add);
        targets.forEach(target -> parts.add(target(target)));
        proxies.forEach(proxy -> parts.add("  " + proxy + " got "
                + counted(proxy.connections().size(), "connection")
                + (proxy.faults().isEmpty() ? "" : " and suffers " + proxy.faults())));
        return String.join("\n", parts);
    }

    private static String target(FakeTarget target) {
        List<String> failures = target.handshakeFailures();
        String told = "  target " + target + " got " + counted(target.requests().size(), "request") + " and "
                + counted(target.healthChecks().size(), "health check");
        return failures.isEmpty()
                ? told
                : told + ", and " + counted(failures.size(), "connection") + " without TLS: "
                        + failures.get(failures.size() - 1);
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
