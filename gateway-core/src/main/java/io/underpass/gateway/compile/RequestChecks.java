package io.underpass.gateway.compile;

import io.underpass.gateway.schema.ModelSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a method's request validator has checked.
 *
 * <p>Threads: immutable.
 *
 * @param parameters must be there: those of the header first, then the path's, then the query's (observed on AWS)
 * @param schemas what a body must fit, by its content type in lower case; {@code $default} for all others
 */
public record RequestChecks(List<RequiredParameter> parameters, Map<String, ModelSchema> schemas) {

    private static final String ANY_TYPE = "$default";

    /**
     * A parameter that must be there.
     *
     * @param name as the client knows it
     */
    public record RequiredParameter(String name, MappingSource source) {}

    /** What a body of {@code contentType}, without parameters and in lower case, must fit; empty where it may be anything. */
    public Optional<ModelSchema> schemaOf(String contentType) {
        return Optional.ofNullable(schemas.get(contentType)).or(() -> Optional.ofNullable(schemas.get(ANY_TYPE)));
    }
}
