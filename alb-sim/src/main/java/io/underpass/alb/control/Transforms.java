package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.enumeration;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.model.RuleTransform;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.ListShape;
import io.underpass.aws.shape.StructureShape;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads, checks and shows the transforms of rules (spec 2.5). AWS's words for what is refused are not known.
 *
 * <p>Threads: stateless.
 */
final class Transforms {

    private static final int MAX_LENGTH = 1024;

    private static final StructureShape REWRITES = structure()
            .optional(
                    "Rewrites",
                    list(structure()
                            .required("Regex", string(1, MAX_LENGTH))
                            .required("Replace", string(0, MAX_LENGTH))));

    /** A member {@code Transforms}. */
    static final ListShape SHAPE = list(structure()
            .required("Type", enumeration(RuleTransform.HOST_HEADER_REWRITE, RuleTransform.URL_REWRITE))
            .optional("HostHeaderRewriteConfig", REWRITES)
            .optional("UrlRewriteConfig", REWRITES));

    private static final Map<String, String> CONFIG_OF = Map.of(
            RuleTransform.HOST_HEADER_REWRITE, "HostHeaderRewriteConfig",
            RuleTransform.URL_REWRITE, "UrlRewriteConfig");

    private Transforms() {}

    /** The transforms that the member Transforms of {@code input} describes. */
    static List<RuleTransform> read(Input input) {
        Set<String> types = new HashSet<>();
        return input.structures("Transforms").stream()
                .map(transform -> {
                    if (!types.add(transform.string("Type"))) {
                        throw Refusals.validation(twice(transform.string("Type")));
                    }
                    return transform(transform);
                })
                .toList();
    }

    /** What is wrong with {@code transforms} that came from elsewhere, their expressions excepted. */
    static Optional<String> problem(List<RuleTransform> transforms) {
        Set<String> types = new HashSet<>();
        for (RuleTransform transform : transforms) {
            if (!CONFIG_OF.containsKey(transform.type())) {
                return Optional.of("there are no transforms of type '" + transform.type() + "'");
            }
            if (!types.add(transform.type())) {
                return Optional.of(twice(transform.type()));
            }
            if (transform.regex().length() > MAX_LENGTH || transform.replace().length() > MAX_LENGTH) {
                return Optional.of("its texts may have " + MAX_LENGTH + " characters each");
            }
        }
        return Optional.empty();
    }

    private static String twice(String type) {
        return "A rule can only have one transform of type '" + type + "'";
    }

    private static RuleTransform transform(Input input) {
        String type = input.string("Type");
        String member = Objects.requireNonNull(CONFIG_OF.get(type));
        for (String other : CONFIG_OF.values()) {
            if (!other.equals(member) && input.has(other)) {
                throw Refusals.validation("'" + other + "' cannot be specified for a transform of type '" + type + "'");
            }
        }
        List<Input> rewrites = input.structure(member)
                .map(config -> config.structures("Rewrites"))
                .orElse(List.of());
        if (rewrites.size() != 1) {
            throw Refusals.validation("Exactly one rewrite must be specified in '" + member + "'");
        }
        String regex = rewrites.get(0).string("Regex");
        RegexChecks.checkRewrite(regex);
        return new RuleTransform(type, regex, rewrites.get(0).string("Replace"));
    }

    /** Adds the member Transforms to a rule that has any. */
    static void addTo(ObjectNode rule, List<RuleTransform> transforms) {
        if (transforms.isEmpty()) {
            return;
        }
        ArrayNode list = rule.putArray("Transforms");
        for (RuleTransform transform : transforms) {
            ObjectNode members = list.addObject().put("Type", transform.type());
            members.putObject(Objects.requireNonNull(CONFIG_OF.get(transform.type())))
                    .putArray("Rewrites")
                    .addObject()
                    .put("Regex", transform.regex())
                    .put("Replace", transform.replace());
        }
    }
}
