package io.underpass.emulator.description;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A description cannot be applied; nothing has changed. The message says everything. Threads: immutable. */
public final class DescriptionFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    DescriptionFailure(String name, List<Mistake> mistakes) {
        super(
                "the description '" + name + "' cannot be applied:\n  "
                        + mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n  ")),
                null,
                true,
                true);
        this.mistakes = List.copyOf(mistakes);
    }

    /** What is wrong, in the order of the description. */
    public List<Mistake> mistakes() {
        return new ArrayList<>(mistakes);
    }
}
