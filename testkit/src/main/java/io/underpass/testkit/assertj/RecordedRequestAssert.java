package io.underpass.testkit.assertj;

import io.underpass.testkit.RecordedRequest;
import io.underpass.testkit.RecordedTls;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on a request as a target got it. Each failure shows the whole request.
 *
 * <p>Threads: confined to one thread.
 */
public final class RecordedRequestAssert extends AbstractAssert<RecordedRequestAssert, RecordedRequest> {

    RecordedRequestAssert(RecordedRequest actual) {
        super(actual, RecordedRequestAssert.class);
    }

    /** It came by {@code protocol}: {@code HTTP/1.1}, {@code HTTP/2}. */
    public RecordedRequestAssert cameBy(String protocol) {
        isNotNull();
        return holds(actual.protocol().equals(protocol), "to come by " + protocol, "it came by " + actual.protocol());
    }

    /** It came over TLS. */
    public RecordedRequestAssert cameOverTls() {
        isNotNull();
        return holds(actual.tls().isPresent(), "to come over TLS", "it came in clear text");
    }

    /** It came over TLS, and its client asked for the server {@code name} (SNI); an empty one for none. */
    public RecordedRequestAssert askedForServer(String name) {
        cameOverTls();
        String asked = actual.tls().map(RecordedTls::serverName).orElse("");
        return holds(
                asked.equals(name),
                "to ask for the server '" + name + "'",
                asked.isEmpty() ? "it named none" : "it asked for '" + asked + "'");
    }

    /** It has a header field {@code name}, the first of which is {@code value}. */
    public RecordedRequestAssert hasHeader(String name, String value) {
        isNotNull();
        Optional<String> found = actual.header(name);
        return holds(
                found.equals(Optional.of(value)),
                "to have the header field '" + name + ": " + value + "'",
                found.map(other -> "it is '" + other + "'").orElse("it has none"));
    }

    /** It has no header field {@code name}. */
    public RecordedRequestAssert hasNoHeader(String name) {
        isNotNull();
        return holds(
                actual.header(name).isEmpty(),
                "to have no header field '" + name + "'",
                "it is '" + actual.header(name).orElse("") + "'");
    }

    /** Its body is {@code text}, in UTF-8. */
    public RecordedRequestAssert hasBody(String text) {
        isNotNull();
        return holds(actual.bodyText().equals(text), "to have the body '" + text + "'", "it has another");
    }

    private RecordedRequestAssert holds(boolean condition, String expected, String instead) {
        if (!condition) {
            failWithMessage("%s", "Expected " + actual + "\n" + expected + ", but " + instead + ":\n" + actual.story());
        }
        return this;
    }
}
