package io.underpass.aws.shape;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The type of a value in an operation's input, with its constraints.
 *
 * <p>Threads: immutable.
 */
public sealed interface Shape permits StringShape, NumberShape, BooleanShape, ListShape, MapShape, StructureShape {

    /**
     * Checks the constraints of {@code value}, which is of this shape's JSON type already.
     *
     * @param path where the value stands, as AWS writes it: {@code actions.1.member.type}
     */
    void validate(JsonNode value, String path, Violations violations);
}
