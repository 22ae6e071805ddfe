package io.underpass.testkit;

import io.underpass.emulator.UnderpassBuilder;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * How an emulator for tests is made.
 *
 * <p>Threads: immutable; the functions are called by the thread that starts it.
 *
 * @param settings of the emulator
 * @param targets the fake targets that are started before it
 * @param setUp what is done once it runs, in order
 * @param keepsState whether tests see what tests before them left
 */
record Recipe(
        UnaryOperator<UnderpassBuilder> settings,
        List<FakeTargetBuilder> targets,
        List<Consumer<UnderpassExtension>> setUp,
        boolean keepsState) {

    Recipe {
        targets = List.copyOf(targets);
        setUp = List.copyOf(setUp);
    }
}
