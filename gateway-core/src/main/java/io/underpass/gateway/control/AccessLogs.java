package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.shape.Input;
import io.underpass.gateway.model.AccessLogSettings;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code accessLogSettings} of a stage (spec 6.6 and 7.2). On AWS the account needs a role that may write to CloudWatch
 * Logs first; here lines go elsewhere, and none is asked for.
 *
 * <p>Threads: stateless.
 */
final class AccessLogs {

    private static final String MEMBER = "accessLogSettings";
    private static final String DESTINATION = "destinationArn";
    private static final String FORMAT = "format";

    private static final Pattern DESTINATION_ARN =
            Pattern.compile("arn:[a-z-]+:logs:[^:]+:\\d{12}:log-group:[^:*]+(:\\*)?");

    private static final Pattern STREAM_ARN =
            Pattern.compile("arn:[a-z-]+:firehose:[^:]+:\\d{12}:deliverystream/amazon-apigateway-.+");

    private static final Pattern REQUEST_ID = Pattern.compile("\\$context\\.(requestId|extendedRequestId)(?![\\w.])");

    private AccessLogs() {}

    /** Changes {@code document}, a stage; removing one of the two settings is taken for an unset one, a guess. */
    static void patch(ObjectNode document, PatchOperation operation) {
        List<String> names = operation.segments();
        if (names.size() == 1 && operation.is("remove")) {
            document.remove(MEMBER);
            return;
        }
        if (names.size() != 2 || !List.of(DESTINATION, FORMAT).contains(names.get(1))) {
            throw Refusals.badRequest("Invalid accessLogSettings path. Must be one of : "
                    + "[/accessLogSettings/destinationArn, /accessLogSettings/format]");
        }
        if (operation.is("remove")) {
            document.withObjectProperty(MEMBER).remove(names.get(1));
            return;
        }
        String value = operation.value().orElse("");
        if (value.isEmpty()) {
            throw Refusals.badRequest("Access Log value must not be empty");
        }
        document.withObjectProperty(MEMBER).put(names.get(1), value);
    }

    /** Reads and checks those of a stage; all wordings but that on lines are guesses. */
    static Optional<AccessLogSettings> read(Input stage) {
        return stage.structure(MEMBER)
                .map(settings ->
                        new AccessLogSettings(settings.optionalString(DESTINATION), settings.optionalString(FORMAT)))
                .filter(settings -> settings.destinationArn().isPresent()
                        || settings.format().isPresent())
                .map(AccessLogs::checked);
    }

    private static AccessLogSettings checked(AccessLogSettings settings) {
        settings.destinationArn().ifPresent(arn -> {
            if (STREAM_ARN.matcher(arn).matches()) {
                throw AwsError.notEmulated(
                        "access logs in Firehose streams (accessLogSettings/destinationArn " + arn + ")");
            }
            if (!DESTINATION_ARN.matcher(arn).matches()) {
                throw Refusals.badRequest("Invalid ARN specified in the request: " + arn
                        + " is neither a log group nor a Firehose stream whose name begins with amazon-apigateway-");
            }
        });
        settings.format().ifPresent(format -> {
            if (format.stripTrailing().indexOf('\n') >= 0) {
                throw Refusals.badRequest("Access Log format must be single line, new line character is allowed only at"
                        + " end of the format");
            }
            if (!REQUEST_ID.matcher(format).find()) {
                throw Refusals.badRequest("Access Log format must contain at least one of : "
                        + "[$context.requestId, $context.extendedRequestId]");
            }
        });
        return settings;
    }

    static void put(ObjectNode stage, Optional<AccessLogSettings> settings) {
        settings.ifPresent(logs -> {
            ObjectNode node = stage.putObject(MEMBER);
            Json.put(node, FORMAT, logs.format());
            Json.put(node, DESTINATION, logs.destinationArn());
        });
    }
}
