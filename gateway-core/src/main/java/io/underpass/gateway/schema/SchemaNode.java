package io.underpass.gateway.schema;

import java.util.List;

/**
 * A schema, its references resolved. Since schemas refer to themselves, it comes first and its content after.
 *
 * <p>Threads: filled by one thread, immutable once published.
 */
final class SchemaNode {

    private List<Keyword> keywords = List.of();
    private Children children = Children.ANY;

    void fill(List<Keyword> rules, Children schemasOfParts) {
        keywords = rules;
        children = schemasOfParts;
    }

    List<Keyword> keywords() {
        return keywords;
    }

    Children children() {
        return children;
    }
}
