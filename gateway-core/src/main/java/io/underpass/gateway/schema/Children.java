package io.underpass.gateway.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The schemas that the parts of an object or array have to fit.
 *
 * <p>Threads: immutable.
 *
 * @param properties by name
 * @param otherProperties for properties that neither name nor pattern covers; empty for any value
 * @param items the schemas of the first items
 * @param otherItems for items after those; empty for any value
 */
record Children(
        Map<String, SchemaNode> properties,
        List<Pattern> patterns,
        Optional<SchemaNode> otherProperties,
        List<SchemaNode> items,
        Optional<SchemaNode> otherItems) {

    static final Children ANY = new Children(Map.of(), List.of(), Optional.empty(), List.of(), Optional.empty());

    /** The schema of all properties whose name matches. */
    record Pattern(SchemaRegex name, SchemaNode schema) {}

    boolean coverProperties() {
        return !properties.isEmpty() || !patterns.isEmpty() || otherProperties.isPresent();
    }

    boolean coverItems() {
        return !items.isEmpty() || otherItems.isPresent();
    }
}
