package io.underpass.gateway.compile;

/**
 * A piece of a gateway response's body or header value.
 *
 * <p>Threads: immutable.
 */
public sealed interface ResponsePart {

    /** Goes out as it is. */
    record Text(String text) implements ResponsePart {}

    /** A value of the request; nothing where it has none. */
    record Value(MappingSource source) implements ResponsePart {}

    /** A value of the failure. */
    record Error(ErrorVariable variable) implements ResponsePart {}
}
