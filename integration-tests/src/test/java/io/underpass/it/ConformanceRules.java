package io.underpass.it;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** A conformance case is never skipped: what is listed as met was seen. Threads: stateless. */
final class ConformanceRules implements TestExecutionExceptionHandler {

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        if (thrown instanceof TestAbortedException) {
            throw new AssertionError("a conformance case may not be skipped", thrown);
        }
        throw thrown;
    }
}
