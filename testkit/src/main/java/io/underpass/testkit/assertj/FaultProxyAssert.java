package io.underpass.testkit.assertj;

import io.underpass.testkit.FaultProxy;
import io.underpass.testkit.ProxiedConnection;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on the connections through a proxy.
 *
 * <p>Threads: confined to one thread.
 */
public final class FaultProxyAssert extends AbstractAssert<FaultProxyAssert, FaultProxy> {

    FaultProxyAssert(FaultProxy actual) {
        super(actual, FaultProxyAssert.class);
    }

    /** It got that many connections. */
    public FaultProxyAssert wasConnectedTimes(int times) {
        isNotNull();
        return holds(actual.connections().size() == times, "to get " + times + " connection(s)");
    }

    /** One of its connections ended so. */
    public FaultProxyAssert sawConnectionEnd(ProxiedConnection.Ending ending) {
        isNotNull();
        return holds(
                actual.connections().stream().anyMatch(each -> each.ending() == ending),
                "to see a connection end " + ending);
    }

    private FaultProxyAssert holds(boolean condition, String expected) {
        if (!condition) {
            List<ProxiedConnection> seen = actual.connections();
            failWithMessage(
                    "%s",
                    "Expected " + actual + "\n" + expected + ", but it got " + (seen.isEmpty() ? "none" : seen)
                            + (actual.faults().isEmpty() ? "" : " and suffers " + actual.faults()));
        }
        return this;
    }
}
