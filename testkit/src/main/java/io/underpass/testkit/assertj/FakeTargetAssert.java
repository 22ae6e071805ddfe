package io.underpass.testkit.assertj;

import io.underpass.testkit.FakeTarget;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on what a target was asked, health checks left out.
 *
 * <p>Threads: confined to one thread.
 */
public final class FakeTargetAssert extends AbstractAssert<FakeTargetAssert, FakeTarget> {

    FakeTargetAssert(FakeTarget actual) {
        super(actual, FakeTargetAssert.class);
    }

    /** It got a request with that method and path; the query does not matter. */
    public FakeTargetAssert wasAsked(String method, String path) {
        isNotNull();
        boolean asked = actual.requests().stream()
                .anyMatch(request ->
                        request.method().equals(method) && request.path().equals(path));
        if (!asked) {
            failWithMessage(
                    "%s", "Expected target " + actual + " to be asked " + method + " " + path + ", but " + got());
        }
        return this;
    }

    /** It got that many requests. */
    public FakeTargetAssert wasAskedTimes(int times) {
        isNotNull();
        if (actual.requests().size() != times) {
            failWithMessage("%s", "Expected target " + actual + " to be asked " + times + " time(s), but " + got());
        }
        return this;
    }

    /** It got no request. */
    public FakeTargetAssert wasNotAsked() {
        return wasAskedTimes(0);
    }

    private String got() {
        return actual.requests().isEmpty() ? "it got no request" : "it got " + actual.requests();
    }
}
