package io.underpass.gateway.compile;

/**
 * Where a mapped parameter's value comes from. Names are matched with their case, as AWS does (spec 2.7).
 *
 * <p>Threads: immutable.
 */
public sealed interface MappingSource {

    /** {@code method.request.path.NAME}. */
    record Path(String name) implements MappingSource {}

    /**
     * {@code method.request.querystring.NAME} and {@code multivaluequerystring}.
     *
     * @param all every value, or the last one only
     */
    record Query(String name, boolean all) implements MappingSource {}

    /**
     * {@code method.request.header.NAME} and {@code multivalueheader}.
     *
     * @param all every value, or the last one only
     */
    record Header(String name, boolean all) implements MappingSource {}

    /**
     * {@code method.request.body} and {@code integration.response.body}: of a request's mapping the request's, of a
     * response's the backend's response's.
     *
     * @param path the JSONPath in it; empty for all of it
     */
    record Body(String path) implements MappingSource {}

    /**
     * {@code integration.response.header.NAME} and {@code multivalueheader}.
     *
     * @param all every value, or the last one only
     */
    record ResponseHeader(String name, boolean all) implements MappingSource {}

    /** {@code context.NAME}. */
    record Context(ContextVariable variable) implements MappingSource {}

    /** {@code context.authorizer.NAME}: what an authorizer has said of the caller, {@code claims.NAME} included. */
    record Authorizer(String name) implements MappingSource {}

    /** A constant: quoted in the mapping, or the value of a stage variable. */
    record Literal(String text) implements MappingSource {}

    /** Has no value in any request: a stage variable that is not set, a context variable that stays empty here. */
    record Absent() implements MappingSource {}
}
