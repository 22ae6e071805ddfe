package io.underpass.testkit.assertj;

import io.underpass.testkit.Exchange;
import io.underpass.testkit.FakeTarget;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on the way of a request. Each failure tells the whole way.
 *
 * <p>Threads: confined to one thread.
 */
public final class ExchangeAssert extends AbstractAssert<ExchangeAssert, Exchange> {

    ExchangeAssert(Exchange actual) {
        super(actual, ExchangeAssert.class);
    }

    /** The client was answered {@code status}. */
    public ExchangeAssert hasStatus(int status) {
        isNotNull();
        return holds(actual.status() == status, "to be answered " + status, "it was answered " + actual.status());
    }

    /** The request went through the load balancer of that name. */
    public ExchangeAssert wentThrough(String loadBalancer) {
        isNotNull();
        return holds(
                actual.loadBalancer().equals(Optional.of(loadBalancer)),
                "to go through load balancer '" + loadBalancer + "'",
                actual.loadBalancer()
                        .map(other -> "it went through '" + other + "'")
                        .orElse("it came to none"));
    }

    /**
     * {@code target} was asked, be it through a proxy that the extension has put before it, and answered; what the client got is
     * another matter.
     */
    public ExchangeAssert answeredBy(FakeTarget target) {
        isNotNull();
        return answered(actual.wasSentTo(target), target.toString());
    }

    /** The target at {@code hostAndPort} was asked and answered. */
    public ExchangeAssert answeredBy(String hostAndPort) {
        isNotNull();
        return answered(actual.target().equals(Optional.of(hostAndPort)), hostAndPort);
    }

    /** No target was asked. */
    public ExchangeAssert reachedNoTarget() {
        isNotNull();
        return holds(
                actual.target().isEmpty(),
                "to reach no target",
                "it reached " + actual.target().orElse(""));
    }

    /** The API's resource, as {@code /orders/{proxy+}}. */
    public ExchangeAssert matchedResource(String path) {
        return hasStep("resource", path);
    }

    /** The Journal's step {@code name} decided {@code value}. */
    public ExchangeAssert hasStep(String name, String value) {
        isNotNull();
        return holds(
                actual.step(name).equals(Optional.of(value)),
                "to have the " + name + " '" + value + "'",
                actual.step(name).map(other -> "it is '" + other + "'").orElse("it has none"));
    }

    private ExchangeAssert answered(boolean asked, String named) {
        String instead = asked
                ? "it gave no answer"
                : actual.target().map(other -> "it was sent to " + other).orElse("no target was asked");
        return holds(asked && actual.targetStatus().isPresent(), "to be answered by target " + named, instead);
    }

    private ExchangeAssert holds(boolean condition, String expected, String instead) {
        if (!condition) {
            failWithMessage("%s", "Expected " + actual + "\n" + expected + ", but " + instead + ":\n" + actual.story());
        }
        return this;
    }
}
