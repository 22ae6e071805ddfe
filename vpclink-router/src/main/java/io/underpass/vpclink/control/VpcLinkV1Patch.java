package io.underpass.vpclink.control;

import io.underpass.aws.shape.Input;
import io.underpass.vpclink.model.VpcLinkV1;
import java.util.List;
import java.util.Optional;

/**
 * Changes the name and the description of a link of the first version; nothing else of it changes (spec 1.11, 6.5 and 6.6
 * of API Gateway).
 *
 * <p>Threads: stateless.
 */
final class VpcLinkV1Patch {

    private static final String NAME = "/name";
    private static final String DESCRIPTION = "/description";

    private VpcLinkV1Patch() {}

    static VpcLinkV1 apply(VpcLinkV1 link, List<Input> operations) {
        VpcLinkV1 patched = link;
        for (Input operation : operations) {
            patched = apply(patched, operation);
        }
        return patched;
    }

    static void checkName(String name) {
        if (name.isEmpty()) {
            throw VpcLinkRules.badRequest("Name cannot be empty");
        }
    }

    private static VpcLinkV1 apply(VpcLinkV1 link, Input operation) {
        String op = operation.optionalString("op").orElse("null");
        String path =
                operation.optionalString("path").orElseThrow(() -> VpcLinkRules.badRequest("Invalid patch path null"));
        if (path.equals("/targetArns") || path.startsWith("/targetArns/")) {
            throw VpcLinkRules.badRequest("Target arns are not allowed to be changed/added.");
        }
        if (!path.equals(NAME) && !path.equals(DESCRIPTION)) {
            throw VpcLinkRules.badRequest("Invalid patch path  '" + path + "' specified for op '" + op
                    + "'. Must be one of: [" + NAME + ", " + DESCRIPTION + "]");
        }
        if (!op.equals("replace")) {
            throw VpcLinkRules.badRequest("Invalid patch path  '" + path + "' specified for op '" + op
                    + "'. Please choose supported operations");
        }
        String value = operation.optionalString("value").orElse("");
        if (path.equals(DESCRIPTION)) {
            return link.described(link.name(), value.isEmpty() ? Optional.empty() : Optional.of(value));
        }
        checkName(value);
        return link.described(value, link.description());
    }
}
