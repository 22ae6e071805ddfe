package io.underpass.testkit;

/**
 * What a fake target answers without being told.
 *
 * <p>Threads: stateless.
 */
final class UntoldReplies {

    private static final String HEALTH_CHECKER = "ELB-HealthChecker";
    private static final Reply HEALTHY = Reply.text(200, "healthy\n");
    private static final Reply UNHEALTHY = Reply.text(503, "unhealthy\n");

    /** What load balancers ask for where no method is named; servers do not have it. */
    private static final String NO_METHOD = "/AWS.ALB/healthcheck";

    /** Status codes of gRPC. */
    private static final int UNIMPLEMENTED = 12;

    private static final int UNAVAILABLE = 14;

    private UntoldReplies() {}

    /** Whether a load balancer asks how the target is. */
    static boolean isHealthCheck(RecordedRequest request) {
        return request.header("User-Agent").orElse("").startsWith(HEALTH_CHECKER);
    }

    static Reply health(RecordedRequest check, boolean ill) {
        if (!isGrpc(check)) {
            return ill ? UNHEALTHY : HEALTHY;
        }
        if (ill) {
            return Reply.grpcStatus(UNAVAILABLE, "unhealthy");
        }
        return check.path().equals(NO_METHOD) ? Reply.grpcStatus(UNIMPLEMENTED, "") : Reply.grpc(new byte[0]);
    }

    /** The name of the target; to gRPC, an empty message and OK. */
    static Reply usual(RecordedRequest request, String name) {
        return isGrpc(request) ? Reply.grpc(new byte[0]) : Reply.text(200, name + "\n");
    }

    private static boolean isGrpc(RecordedRequest request) {
        return request.header("Content-Type").orElse("").startsWith("application/grpc");
    }
}
