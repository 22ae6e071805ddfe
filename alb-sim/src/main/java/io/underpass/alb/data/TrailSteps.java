package io.underpass.alb.data;

/** The names under which a load balancer writes down what it decided. Threads: constants only. */
final class TrailSteps {

    static final String LOAD_BALANCER = "loadBalancer";
    static final String LISTENER = "listener";
    static final String CLASSIFICATION = "classification";
    static final String RULE = "rule";
    static final String NEAREST_RULE = "nearestRule";
    static final String REGULAR_EXPRESSIONS = "regularExpressions";
    static final String AUTHENTICATION = "authentication";
    static final String ERROR_REASON = "errorReason";
    static final String TRANSFORM_STATUS = "transformStatus";
    static final String TRANSFORMED_HOST = "transformedHost";
    static final String TRANSFORMED_URI = "transformedUri";
    static final String TARGET_GROUP = "targetGroup";
    static final String TARGET = "target";
    /** Why a load balancer failed, in the words of its access log; not every failure has some. */
    static final String UPSTREAM_STATUS = "upstreamStatus";

    private TrailSteps() {}
}
