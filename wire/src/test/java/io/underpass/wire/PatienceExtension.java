package io.underpass.wire;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets tests wait for a minute, instead of ten seconds, for what is to come about: how long it takes on a machine that does
 * something else at the same time is not what they judge. Registered for every test that has this on its class path.
 *
 * <p>Threads: safe.
 */
public final class PatienceExtension implements BeforeAllCallback {

    static {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // Loading the class has done it.
    }
}
