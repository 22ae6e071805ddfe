package io.underpass.testkit.assertj;

import io.underpass.testkit.Exchange;
import io.underpass.testkit.FakeTarget;
import io.underpass.testkit.FaultProxy;
import io.underpass.testkit.RecordedRequest;
import io.underpass.testkit.TargetSocket;

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

    /** Assertions on what a request was like when a target got it. */
    public static RecordedRequestAssert assertThat(RecordedRequest request) {
        return new RecordedRequestAssert(request);
    }

    /** Assertions on what came over a WebSocket. */
    public static TargetSocketAssert assertThat(TargetSocket socket) {
        return new TargetSocketAssert(socket);
    }

    /** Assertions on what went through a proxy. */
    public static FaultProxyAssert assertThat(FaultProxy proxy) {
        return new FaultProxyAssert(proxy);
    }
}
