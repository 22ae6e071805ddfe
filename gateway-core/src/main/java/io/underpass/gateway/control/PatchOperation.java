package io.underpass.gateway.control;

import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.ListShape;
import io.underpass.aws.shape.Shapes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One step of an update (spec 6.5).
 *
 * <p>Threads: immutable.
 *
 * @param op add, remove, replace, copy, move or test
 * @param path where, {@code /} inside a name written {@code ~1} and {@code ~} written {@code ~0}
 * @param value the new value in text form
 * @param from what {@code copy} copies
 */
record PatchOperation(String op, Optional<String> path, Optional<String> value, Optional<String> from) {

    /** The shape of {@code patchOperations}. */
    static final ListShape SHAPE = Shapes.list(Shapes.structure()
            .optional("op", Shapes.enumeration("add", "remove", "move", "test", "replace", "copy"))
            .optional("path", Shapes.string())
            .optional("value", Shapes.string())
            .optional("from", Shapes.string()));

    /** The operations of {@code input}. */
    static List<PatchOperation> of(Input input) {
        return input.structures("patchOperations").stream()
                .map(one -> new PatchOperation(
                        one.optionalString("op").orElse("null"),
                        one.optionalString("path"),
                        one.optionalString("value"),
                        one.optionalString("from")))
                .toList();
    }

    /** The path's names, unescaped; empty where it does not begin with a slash. */
    List<String> segments() {
        return path.filter(text -> text.startsWith("/"))
                .map(text -> Stream.of(text.substring(1).split("/", -1))
                        .map(name -> name.replace("~1", "/").replace("~0", "~"))
                        .toList())
                .orElse(List.of());
    }

    /** The path's last name. */
    String key() {
        List<String> segments = segments();
        return segments.get(segments.size() - 1);
    }

    boolean is(String name) {
        return op.equals(name);
    }
}
