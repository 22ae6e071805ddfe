package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.bool;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import io.underpass.alb.model.HttpCodes;
import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.HealthCheck;
import io.underpass.aws.AwsError;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import java.util.List;
import java.util.regex.Pattern;

/** Reads and checks the health-check settings of a target group (spec 1.4, 1.8). Threads: stateless. */
final class HealthChecks {

    /** Of the numbers AWS documents for the timeout, the one its answers show. */
    private static final HealthCheck DEFAULT =
            new HealthCheck(true, "HTTP", "traffic-port", "/", 30, 5, 5, 2, HttpCodes.of(200));

    /** Of target groups of network load balancers (API_CreateTargetGroup). */
    private static final HealthCheck DEFAULT_TCP =
            new HealthCheck(true, "TCP", "traffic-port", "", 30, 10, 5, 2, HttpCodes.NONE);

    private static final HealthCheck DEFAULT_HTTP_OF_NETWORKS = new HealthCheck(
            true, "HTTP", "traffic-port", "/", 30, 6, 5, 2, new HttpCodes(List.of(new HttpCodes.Range(200, 399))));

    /** Of the two numbers AWS documents for the unhealthy threshold, the guide's. */
    private static final HealthCheck DEFAULT_OF_FUNCTIONS =
            new HealthCheck(false, "", "", "/", 35, 30, 5, 2, HttpCodes.of(200));

    /** A method that no server has: that it says so (code 12) is health enough. */
    private static final HealthCheck DEFAULT_GRPC =
            new HealthCheck(true, "HTTP", "traffic-port", "/AWS.ALB/healthcheck", 30, 5, 5, 2, HttpCodes.of(12));

    private static final List<HealthCheck> DEFAULTS =
            List.of(DEFAULT, DEFAULT_OF_FUNCTIONS, DEFAULT_TCP, DEFAULT_HTTP_OF_NETWORKS, DEFAULT_GRPC);

    private static final String GRPC = "GRPC";
    private static final int MAX_GRPC_CODE = 99;

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

    /** The health check of a new target group. */
    static HealthCheck read(Input input, String targetType, String version, boolean network) {
        boolean overTcp = network
                && input.optionalString("HealthCheckProtocol")
                        .map("TCP"::equals)
                        .orElse(!targetType.equals("alb"));
        HealthCheck byDefault = byDefault(targetType, version, overTcp, network);
        return read(input, byDefault, byDefault, targetType, version, network);
    }

    private static HealthCheck byDefault(String targetType, String version, boolean overTcp, boolean network) {
        if (targetType.equals("lambda")) {
            return DEFAULT_OF_FUNCTIONS;
        }
        if (version.equals(GRPC)) {
            return DEFAULT_GRPC;
        }
        return overTcp ? DEFAULT_TCP : network ? DEFAULT_HTTP_OF_NETWORKS : DEFAULT;
    }

    /** The health check of {@code group} with what {@code input} says instead. */
    static HealthCheck modify(Input input, TargetGroup group) {
        HealthCheck before = group.healthCheck();
        boolean overTcp = input.optionalString("HealthCheckProtocol")
                .orElse(before.protocol())
                .equals("TCP");
        // A check that begins or ends to ask for a path loses or gets one: a guess.
        HealthCheck base = overTcp == before.overHttp()
                ? new HealthCheck(
                        true,
                        before.protocol(),
                        before.port(),
                        overTcp ? "" : DEFAULT_HTTP_OF_NETWORKS.path(),
                        before.intervalSeconds(),
                        before.timeoutSeconds(),
                        before.healthyThresholdCount(),
                        before.unhealthyThresholdCount(),
                        overTcp ? HttpCodes.NONE : DEFAULT_HTTP_OF_NETWORKS.matcher())
                : before;
        return read(input, base, before, group.targetType(), group.protocolVersion(), group.network());
    }

    private static HealthCheck read(
            Input input, HealthCheck base, HealthCheck before, String targetType, String version, boolean network) {
        boolean function = targetType.equals("lambda");
        boolean enabled = input.optionalBoolean("HealthCheckEnabled").orElse(base.enabled());
        if (!enabled && !function) {
            throw Refusals.validation(
                    "Health checks cannot be disabled for target groups with target type '" + targetType + "'");
        }
        HealthCheck check = new HealthCheck(
                enabled,
                input.optionalString("HealthCheckProtocol").orElse(base.protocol()),
                input.optionalString("HealthCheckPort").orElse(base.port()),
                input.optionalString("HealthCheckPath").orElse(base.path()),
                input.optionalInteger("HealthCheckIntervalSeconds").orElse(base.intervalSeconds()),
                input.optionalInteger("HealthCheckTimeoutSeconds").orElse(base.timeoutSeconds()),
                input.optionalInteger("HealthyThresholdCount").orElse(base.healthyThresholdCount()),
                input.optionalInteger("UnhealthyThresholdCount").orElse(base.unhealthyThresholdCount()),
                input.structure("Matcher")
                        .map(given -> version.equals(GRPC) ? grpcMatcher(given) : matcher(given, version))
                        .orElse(base.matcher()));
        if (!function) {
            Protocols.checkHealthCheck(check.protocol(), network);
            checkPort(check.port());
        }
        if (targetType.equals("alb") && !check.overHttp()) {
            throw Refusals.validation(
                    "Health check protocol 'TCP' is not supported for target groups with target type 'alb'");
        }
        if (check.overHttp()) {
            checkPath(check.path());
        } else {
            refuseHttp(input);
        }
        if (check.timeoutSeconds() >= check.intervalSeconds()) {
            throw timeoutTooLong(check, input, before);
        }
        return check;
    }

    private static void checkPath(String path) {
        if (!path.startsWith("/") || path.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw Refusals.validation("Health check path '" + path
                    + "' must begin with a '/' character and hold printable ASCII characters only");
        }
    }

    private static void refuseHttp(Input input) {
        if (input.has("HealthCheckPath")) {
            throw Refusals.invalidConfiguration("Health check paths are not supported for TCP health checks");
        }
        if (input.has("Matcher")) {
            throw Refusals.invalidConfiguration("Health check matchers are not supported for TCP health checks");
        }
    }

    /** AWS's text and, where the caller gave no timeout, where it comes from. */
    private static AwsError timeoutTooLong(HealthCheck check, Input input, HealthCheck before) {
        String text = "Health check timeout '" + check.timeoutSeconds() + "' must be smaller than the interval '"
                + check.intervalSeconds() + "'";
        if (input.has("HealthCheckTimeoutSeconds")) {
            return Refusals.validation(text);
        }
        String origin = DEFAULTS.contains(before) ? "defaulted to '" : "stays at '";
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

    /** The texts of these refusals are guesses. */
    private static HttpCodes grpcMatcher(Input matcher) {
        if (matcher.has("HttpCode")) {
            throw Refusals.validation(
                    "Health check matcher HTTP code cannot be specified for target groups of protocol version 'GRPC'");
        }
        String text = matcher.optionalString("GrpcCode")
                .filter(codes -> !codes.isEmpty())
                .orElseThrow(() -> Refusals.validation("Health check matcher GRPC code cannot be empty"));
        return HttpCodes.parseGrpc(text)
                .filter(given -> !given.ranges().isEmpty())
                .orElseThrow(() -> Refusals.validation("Health check matcher GRPC code '" + text
                        + "' must be a code, a list of codes or a range of codes within '0-" + MAX_GRPC_CODE + "'"));
    }

    private static HttpCodes matcher(Input matcher, String version) {
        if (matcher.has("GrpcCode")) {
            throw Refusals.validation(
                    "Health check matcher GRPC code cannot be specified for target groups of protocol version '"
                            + (version.isEmpty() ? "HTTP1" : version) + "'");
        }
        String text = matcher.optionalString("HttpCode")
                .filter(codes -> !codes.isEmpty())
                .orElseThrow(() -> Refusals.validation("Health check matcher HTTP code cannot be empty"));
        HttpCodes codes = HttpCodes.parseHttp(text)
                .filter(given -> !given.ranges().isEmpty())
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
