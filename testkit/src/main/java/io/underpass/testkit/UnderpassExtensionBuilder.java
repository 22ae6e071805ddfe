package io.underpass.testkit;

import io.underpass.emulator.UnderpassBuilder;
import io.underpass.emulator.description.Description;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Describes an emulator for tests.
 *
 * <p>Threads: confined to one thread.
 */
public final class UnderpassExtensionBuilder {

    private static final Duration DRAIN_TIME = Duration.ofMillis(500);

    private final List<FakeTargetBuilder> targets = new ArrayList<>();
    private final List<Consumer<UnderpassExtension>> setUp = new ArrayList<>();
    private UnaryOperator<UnderpassBuilder> settings =
            builder -> builder.provisioningTime(Duration.ZERO).drainTime(DRAIN_TIME);
    private boolean keepsState;

    UnderpassExtensionBuilder() {}

    /**
     * Settings of the emulator, beside which links and load balancers are made at once, the port is any free one, and
     * requests that still run at the end are cut after half a second. Of several all hold, the later over the earlier.
     */
    public UnderpassExtensionBuilder settings(UnaryOperator<UnderpassBuilder> further) {
        UnaryOperator<UnderpassBuilder> before = settings;
        settings = builder -> further.apply(before.apply(builder));
        return this;
    }

    /** Starts a fake target of each of these names before the emulator, and ends them after it. */
    public UnderpassExtensionBuilder targets(String... names) {
        for (String name : names) {
            target(name, plain -> plain);
        }
        return this;
    }

    /**
     * As {@link #targets}, but a target that is more: {@code target("orders", orders -> orders.tls("orders.internal"))}. The
     * emulator believes the certificates of these targets, unless {@link #settings} say otherwise ({@code tls}).
     */
    public UnderpassExtensionBuilder target(String name, UnaryOperator<FakeTargetBuilder> more) {
        if (targets.stream().anyMatch(other -> other.name().equals(name))) {
            throw new IllegalArgumentException("there are two targets '" + name + "'");
        }
        targets.add(more.apply(FakeTarget.builder(name)));
        return this;
    }

    /** What there is from the beginning. */
    public UnderpassExtensionBuilder describe(Description description) {
        return describe(world -> description);
    }

    /** What there is from the beginning; the function knows where the targets are. */
    public UnderpassExtensionBuilder describe(Function<UnderpassExtension, Description> description) {
        return setUp(world -> world.apply(description.apply(world)));
    }

    /**
     * A file, YAML or JSON, that says what there is from the beginning. <code>${orders}</code> in it stands for the address
     * and port of the fake target {@code orders}.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    public UnderpassExtensionBuilder describe(Path file) {
        return describe(DescribedFile.of(file));
    }

    UnderpassExtensionBuilder describe(DescribedFile file) {
        return setUp(world -> file.applyTo(world, world.targets()));
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
