package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.bool;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import io.underpass.alb.model.HttpCodes;
import io.underpass.alb.model.TargetGroup.HealthCheck;
import io.underpass.aws.AwsError;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import java.util.regex.Pattern;

/** Reads and checks the health-check settings of a target group (spec 1.4, 1.8). Threads: stateless. */
final class HealthChecks {

    /** Of the numbers AWS documents for the timeout, the one its answers show. */
    static final HealthCheck DEFAULT =
            new HealthCheck(true, "HTTP", "traffic-port", "/", 30, 5, 5, 2, HttpCodes.of(200));

    private static final String TRAFFIC_PORT = "traffic-port";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");
    private static final int MAX_PORT = 65535;
    private static final int MIN_CODE = 200;
    private static final int MAX_CODE = 499;

    private HealthChecks() {}

    /** {@code shape} with the members of health checks. */
    static StructureShape in(StructureShape shape) {
        return shape.optional("HealthCheckProtocol", Protocols.ANY)
                .optional("HealthCheckPort", string())
                .optional("HealthCheckPath", string(1, 1024))
                .optional("HealthCheckEnabled", bool())
                .optional("HealthCheckIntervalSeconds", integer(5, 300))
                .optional("HealthCheckTimeoutSeconds", integer(2, 120))
                .optional("HealthyThresholdCount", integer(2, 10))
                .optional("UnhealthyThresholdCount", integer(2, 10))
                .optional("Matcher", structure().optional("HttpCode", string()).optional("GrpcCode", string()));
    }

    /** {@code before} with what {@code input} says instead. */
    static HealthCheck read(Input input, HealthCheck before, String targetType) {
        if (!input.optionalBoolean("HealthCheckEnabled").orElse(true)) {
            throw Refusals.validation(
                    "Health checks cannot be disabled for target groups with target type '" + targetType + "'");
        }
        HealthCheck check = new HealthCheck(
                true,
                input.optionalString("HealthCheckProtocol").orElse(before.protocol()),
                input.optionalString("HealthCheckPort").orElse(before.port()),
                input.optionalString("HealthCheckPath").orElse(before.path()),
                input.optionalInteger("HealthCheckIntervalSeconds").orElse(before.intervalSeconds()),
                input.optionalInteger("HealthCheckTimeoutSeconds").orElse(before.timeoutSeconds()),
                input.optionalInteger("HealthyThresholdCount").orElse(before.healthyThresholdCount()),
                input.optionalInteger("UnhealthyThresholdCount").orElse(before.unhealthyThresholdCount()),
                input.structure("Matcher").map(HealthChecks::matcher).orElse(before.matcher()));
        check(check);
        if (check.timeoutSeconds() >= check.intervalSeconds()) {
            throw timeoutTooLong(check, input, before);
        }
        return check;
    }

    private static void check(HealthCheck check) {
        Protocols.checkHealthCheck(check.protocol());
        checkPort(check.port());
        if (!check.path().startsWith("/") || check.path().chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw Refusals.validation("Health check path '" + check.path()
                    + "' must begin with a '/' character and hold printable ASCII characters only");
        }
    }

    /** AWS's text and, where the caller gave no timeout, where it comes from. */
    private static AwsError timeoutTooLong(HealthCheck check, Input input, HealthCheck before) {
        String text = "Health check timeout '" + check.timeoutSeconds() + "' must be smaller than the interval '"
                + check.intervalSeconds() + "'";
        if (input.has("HealthCheckTimeoutSeconds")) {
            return Refusals.validation(text);
        }
        String origin = before.equals(DEFAULT) ? "defaulted to '" : "stays at '";
        return Refusals.validation(text + " (HealthCheckTimeoutSeconds was not given and " + origin
                + check.timeoutSeconds() + "'; it can be set)");
    }

    private static void checkPort(String port) {
        boolean inRange =
                NUMBER.matcher(port).matches() && Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= MAX_PORT;
        if (!inRange && !port.equals(TRAFFIC_PORT)) {
            throw Refusals.validation(
                    "Health check port '" + port + "' must be '" + TRAFFIC_PORT + "' or from '1-" + MAX_PORT + "'");
        }
    }

    private static HttpCodes matcher(Input matcher) {
        if (matcher.has("GrpcCode")) {
            throw Refusals.validation(
                    "Health check matcher GRPC code cannot be specified for target groups of protocol version 'HTTP1'");
        }
        String text = matcher.optionalString("HttpCode")
                .orElseThrow(() -> Refusals.validation("A health check matcher HTTP code must be specified"));
        HttpCodes codes = HttpCodes.parse(text)
                .orElseThrow(() ->
                        Refusals.of("InvalidParameterValue", "HttpCode must be like 200 | 200-399 | 200,201 ..."));
        for (HttpCodes.Range range : codes.ranges()) {
            checkCode(range.first());
            checkCode(range.last());
        }
        return codes;
    }

    private static void checkCode(int code) {
        if (code < MIN_CODE || code > MAX_CODE) {
            throw Refusals.validation("Health check matcher HTTP code '" + code + "' must be within '" + MIN_CODE + '-'
                    + MAX_CODE + "' inclusive");
        }
    }
}
