package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import io.underpass.aws.shape.ListShape;
import io.underpass.aws.shape.StructureShape;

/** The shape of rules' conditions. Threads: stateless. */
final class ConditionShapes {

    private static final ListShape TEXTS = list(string());

    private static final StructureShape PATTERNS =
            structure().optional("Values", TEXTS).optional("RegexValues", TEXTS);

    private static final StructureShape HEADER = structure()
            .optional("HttpHeaderName", string())
            .optional("Values", TEXTS)
            .optional("RegexValues", TEXTS);

    private static final StructureShape QUERY = structure()
            .optional("Values", list(structure().optional("Key", string()).optional("Value", string())));

    /** A member {@code Conditions}. */
    static final ListShape CONDITIONS = list(structure()
            .optional("Field", string(0, 64))
            .optional("Values", TEXTS)
            .optional("HostHeaderConfig", PATTERNS)
            .optional("PathPatternConfig", PATTERNS)
            .optional("HttpHeaderConfig", HEADER)
            .optional("QueryStringConfig", QUERY)
            .optional("HttpRequestMethodConfig", structure().optional("Values", TEXTS))
            .optional("SourceIpConfig", structure().optional("Values", TEXTS).optional("IpAddressType", string()))
            .optional("RegexValues", TEXTS));

    private ConditionShapes() {}
}
