package io.underpass.network.control;

import static io.underpass.aws.shape.Shapes.bool;
import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import io.underpass.aws.shape.Shape;
import io.underpass.aws.shape.StructureShape;

/** The shapes that many operations share. Threads: stateless. */
final class Ec2Shapes {

    static final String DRY_RUN = "DryRun";

    static final Shape STRINGS = list(string());

    static final StructureShape TAG =
            structure().optional("Key", string(0, 127)).optional("Value", string(0, 256));

    static final Shape TAG_SPECIFICATIONS =
            list(structure().optional("ResourceType", string()).optional("Tag", list(TAG)));

    private static final Shape FILTERS =
            list(structure().optional("Name", string()).optional("Value", STRINGS));

    private Ec2Shapes() {}

    /** The input of any operation. */
    static StructureShape any() {
        return input("").optional(DRY_RUN, bool());
    }

    /** The input of an operation that lists resources, some of them chosen by {@code idMember}. */
    static StructureShape describe(String idMember) {
        return describe().optional(idMember, STRINGS);
    }

    /** The input of an operation that lists resources. */
    static StructureShape describe() {
        return any().optional("Filter", FILTERS)
                .optional("MaxResults", integer(1, 1000))
                .optional("NextToken", string());
    }

    /** A structure that wraps a boolean. */
    static Shape flag() {
        return structure().optional("Value", bool());
    }
}
