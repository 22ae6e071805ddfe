package io.underpass.testkit.assertj;

import io.underpass.testkit.Exchange;
import io.underpass.testkit.FakeTarget;

/**
 * Where assertions begin.
 *
 * <pre>{@code
 * assertThat(underpass.exchange(response)).wentThrough("orders").answeredBy(target).hasStatus(200);
 * }</pre>
 *
 * <p>Threads: safe, holds nothing.
 */
public final class UnderpassAssertions {

    private UnderpassAssertions() {}

    /** Assertions on the way of a request. */
    public static ExchangeAssert assertThat(Exchange exchange) {
        return new ExchangeAssert(exchange);
    }

    /** Assertions on what a target was asked. */
    public static FakeTargetAssert assertThat(FakeTarget target) {
        return new FakeTargetAssert(target);
    }
}
