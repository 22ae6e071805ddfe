package io.underpass.gateway.control;

import io.underpass.aws.AwsError;
import java.util.List;

/**
 * How a family of resources refuses a patch; AWS has several ways (spec 6.6).
 *
 * <p>Threads: immutable.
 */
enum PatchWording {
    /** Most resources: names the paths there are. The two spaces are AWS's. */
    LISTING {
        @Override
        AwsError unknownPath(PatchOperation operation, List<String> paths) {
            return paths.isEmpty()
                    ? unsupportedOp(operation, List.of())
                    : Refusals.badRequest("Invalid patch path  '"
                            + operation.path().orElse("null") + "' specified for op '" + operation.op()
                            + "'. Must be one of: " + paths);
        }

        @Override
        AwsError unsupportedOp(PatchOperation operation, List<String> ops) {
            return Refusals.badRequest(
                    "Invalid patch path  '" + operation.path().orElse("null") + "' specified for op '" + operation.op()
                            + "'. Please choose supported operations");
        }
    },
    /** REST APIs. */
    PLAIN {
        @Override
        AwsError unknownPath(PatchOperation operation, List<String> paths) {
            return PatchTable.ALL.contains(operation.op())
                    ? Refusals.badRequest(
                            "Invalid patch path " + operation.path().orElse("null"))
                    : unsupportedOp(operation, PatchTable.ALL);
        }

        @Override
        AwsError unsupportedOp(PatchOperation operation, List<String> ops) {
            boolean one = ops.size() == 1 && PatchTable.ALL.contains(operation.op());
            return Refusals.badRequest("Invalid patch operation specified. Must be "
                    + (one ? "one of: " + ops : "'add'|'remove'|'replace'"));
        }
    },
    /** Gateway responses: says no more than that it does not work. */
    SHORT {
        @Override
        AwsError unknownPath(PatchOperation operation, List<String> paths) {
            return Refusals.badRequest("Invalid patch path " + operation.path().orElse("null"));
        }

        @Override
        AwsError unsupportedOp(PatchOperation operation, List<String> ops) {
            return unknownPath(operation, List.of());
        }
    };

    /** No such path; {@code paths} are those that take this op, if any does. */
    abstract AwsError unknownPath(PatchOperation operation, List<String> paths);

    /** The path exists, yet takes only {@code ops}. */
    abstract AwsError unsupportedOp(PatchOperation operation, List<String> ops);
}
