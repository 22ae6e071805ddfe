package io.underpass.testkit;

import io.underpass.emulator.UnderpassBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Describes an emulator for tests.
 *
 * <p>Threads: confined to one thread.
 */
public final class UnderpassExtensionBuilder {

    private final List<String> targets = new ArrayList<>();
    private final List<Consumer<UnderpassExtension>> setUp = new ArrayList<>();
    private UnaryOperator<UnderpassBuilder> settings = builder -> builder.provisioningTime(Duration.ZERO);
    private boolean keepsState;

    UnderpassExtensionBuilder() {}

    /**
     * Settings of the emulator, beside which links and load balancers are made at once and the port is any free one. Of
     * several all hold, the later over the earlier.
     */
    public UnderpassExtensionBuilder settings(UnaryOperator<UnderpassBuilder> further) {
        UnaryOperator<UnderpassBuilder> before = settings;
        settings = builder -> further.apply(before.apply(builder));
        return this;
    }

    /** Starts a fake target of each of these names before the emulator, and ends them after it. */
    public UnderpassExtensionBuilder targets(String... names) {
        for (String name : names) {
            if (targets.contains(name)) {
                throw new IllegalArgumentException("there are two targets '" + name + "'");
            }
            targets.add(name);
        }
        return this;
    }

    /** What is done once the emulator and the targets run; several are done in order. */
    public UnderpassExtensionBuilder setUp(Consumer<UnderpassExtension> work) {
        setUp.add(work);
        return this;
    }

    /**
     * Lets a test see what the tests before it have left. Otherwise everything is as it was after set-up and
     * {@code @BeforeAll} when a test begins.
     */
    public UnderpassExtensionBuilder keepStateBetweenTests() {
        keepsState = true;
        return this;
    }

    /** The extension, to be registered. */
    public UnderpassExtension build() {
        return new UnderpassExtension(new Recipe(settings, targets, setUp, keepsState));
    }
}
