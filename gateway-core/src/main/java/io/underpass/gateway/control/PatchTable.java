package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What may be patched of a resource, and how. The document it works on is the resource as AWS answers it.
 *
 * <p>Threads: immutable.
 */
final class PatchTable {

    static final List<String> REPLACE = List.of("replace");
    static final List<String> ALL = List.of("add", "remove", "replace");
    private static final String ANY_NAME = "*";

    private final PatchWording wording;
    private final List<Rule> rules;

    private PatchTable(PatchWording wording, List<Rule> rules) {
        this.wording = wording;
        this.rules = rules;
    }

    /** A table that allows nothing yet. */
    static PatchTable in(PatchWording wording) {
        return new PatchTable(wording, List.of());
    }

    /** Allows {@code ops} on {@code path}, in which {@code *} stands for any one name. */
    PatchTable on(String path, List<String> ops, Change change) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(new Rule(path, List.of(path.substring(1).split("/")), ops, change));
        return new PatchTable(wording, List.copyOf(more));
    }

    /** Allows replacing strings; an empty value unsets. */
    PatchTable strings(String... paths) {
        return each(paths, PatchChanges::setString);
    }

    /** Allows replacing booleans. */
    PatchTable booleans(String... paths) {
        return each(paths, PatchChanges::setBoolean);
    }

    /** Allows replacing integers; an empty value unsets. */
    PatchTable integers(String... paths) {
        return each(paths, PatchChanges::setInteger);
    }

    /** Allows changing entries of a map of strings, and clearing it; {@code missing} refuses to change what is not there. */
    PatchTable entries(String member, Supplier<AwsError> missing) {
        return on('/' + member, ALL, PatchChanges::clear)
                .on('/' + member + '/' + ANY_NAME, ALL, PatchChanges.entry(missing, PatchChanges::setText));
    }

    /** Allows changing entries of a map of booleans, and clearing it. */
    PatchTable flags(String member, Supplier<AwsError> missing) {
        return on('/' + member, ALL, PatchChanges::clear)
                .on('/' + member + '/' + ANY_NAME, ALL, PatchChanges.entry(missing, PatchChanges::setBoolean));
    }

    /** Allows adding to and removing from a list by {@code /member/item}. */
    PatchTable items(String member) {
        return on('/' + member + '/' + ANY_NAME, ALL, PatchChanges::item);
    }

    private PatchTable each(String[] paths, Change change) {
        PatchTable table = this;
        for (String path : paths) {
            table = table.on(path, REPLACE, change);
        }
        return table;
    }

    /** Applies {@code operations} in order to {@code document}, which is changed and returned. */
    ObjectNode apply(ObjectNode document, List<PatchOperation> operations) {
        operations.forEach(operation -> apply(document, operation));
        return document;
    }

    private void apply(ObjectNode document, PatchOperation operation) {
        if (operation.path().isEmpty()) {
            throw Refusals.badRequest("Invalid patch path null");
        }
        List<Rule> atPath = rules.stream()
                .filter(rule -> rule.matches(operation.segments()))
                .toList();
        if (atPath.isEmpty()) {
            throw wording.unknownPath(operation, pathsFor(operation.op()));
        }
        Rule rule = atPath.stream()
                .filter(one -> one.ops().contains(operation.op()))
                .findFirst()
                .orElseThrow(
                        () -> wording.unsupportedOp(operation, atPath.get(0).ops()));
        rule.change().apply(document, operation);
    }

    private List<String> pathsFor(String op) {
        return rules.stream()
                .filter(rule -> rule.ops().contains(op))
                .map(Rule::path)
                .toList();
    }

    /** What an operation does to a document. */
    interface Change {
        void apply(ObjectNode document, PatchOperation operation);
    }

    private record Rule(String path, List<String> names, List<String> ops, Change change) {

        boolean matches(List<String> segments) {
            if (segments.size() != names.size()) {
                return false;
            }
            for (int i = 0; i < names.size(); i++) {
                if (!names.get(i).equals(ANY_NAME) && !names.get(i).equals(segments.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }
}
