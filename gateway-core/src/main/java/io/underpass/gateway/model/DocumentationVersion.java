package io.underpass.gateway.model;

import java.time.Instant;
import java.util.Optional;
import org.pcollections.PSortedMap;

/**
 * A frozen copy of an API's documentation parts, which a stage can be given.
 *
 * <p>Threads: immutable.
 *
 * @param parts by id
 */
public record DocumentationVersion(
        String version,
        Instant createdDate,
        Optional<String> description,
        PSortedMap<String, DocumentationPart> parts) {

    /** This version with another description. */
    public DocumentationVersion withDescription(Optional<String> next) {
        return new DocumentationVersion(version, createdDate, next, parts);
    }
}
