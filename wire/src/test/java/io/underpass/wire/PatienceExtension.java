package io.underpass.wire;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What tests await takes a moment; on a machine that does much else it may take seconds, which is no failure. Registered
 * for every test that has this on its class path.
 *
 * <p>Threads: safe.
 */
public final class PatienceExtension implements BeforeAllCallback {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final boolean ANYBODY_AWAITS =
            PatienceExtension.class.getClassLoader().getResource("org/awaitility/Awaitility.class") != null;

    @Override
    public void beforeAll(ExtensionContext context) {
        if (ANYBODY_AWAITS) {
            Waiting.longer();
        }
    }

    /** Loaded only where Awaitility is there. */
    private static final class Waiting {

        static void longer() {
            Awaitility.setDefaultTimeout(PATIENCE);
        }
    }
}
