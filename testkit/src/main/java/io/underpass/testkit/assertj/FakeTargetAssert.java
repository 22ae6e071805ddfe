package io.underpass.testkit.assertj;

import io.underpass.testkit.FakeTarget;
import io.underpass.testkit.RecordedRequest;
import java.util.List;
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

    /** It got requests, all of them by {@code protocol}: {@code HTTP/1.1}, {@code HTTP/2}. */
    public FakeTargetAssert wasAskedBy(String protocol) {
        isNotNull();
        List<String> spoken = actual.requests().stream()
                .map(RecordedRequest::protocol)
                .distinct()
                .toList();
        if (!spoken.equals(List.of(protocol))) {
            failWithMessage(
                    "%s",
                    "Expected target " + actual + " to be asked by " + protocol + ", but "
                            + (spoken.isEmpty() ? got() : "it was asked by " + spoken));
        }
        return this;
    }

    private String got() {
        if (!actual.requests().isEmpty()) {
            return "it got " + actual.requests();
        }
        List<String> failures = actual.handshakeFailures();
        return "it got no request" + (failures.isEmpty() ? "" : ", and connections that came to no terms: " + failures);
    }
}
