package io.underpass.alb.data;

/**
 * What is counted of load balancers and target groups, by the names of CloudWatch (spec 6.4; AWS's pages on the metrics
 * of application and of network load balancers).
 *
 * <p>Threads: immutable.
 */
public enum LoadBalancerMetric {
    /** Of a load balancer: requests for which a rule was found (a guess where that forwards nowhere); of a group: those sent. */
    REQUEST_COUNT(Of.BOTH, "RequestCount"),
    /** Rules tried up to the one that matched, the default rule not counted. */
    RULE_EVALUATIONS("RuleEvaluations"),
    /**
     * Of requests and answers, heads and bodies as HTTP/1.1 has them, as clients send and get them; what goes to functions
     * and comes back, and what identity providers answer, comes on top. A body of known length counts once it is passed on.
     */
    PROCESSED_BYTES("ProcessedBytes"),
    /** What of that is of clients with such an address. */
    IPV6_PROCESSED_BYTES("IPv6ProcessedBytes"),
    IPV6_REQUEST_COUNT("IPv6RequestCount"),
    HTTP_FIXED_RESPONSE_COUNT("HTTP_Fixed_Response_Count"),
    HTTP_REDIRECT_COUNT("HTTP_Redirect_Count"),
    HTTP_REDIRECT_URL_LIMIT_EXCEEDED_COUNT("HTTP_Redirect_Url_Limit_Exceeded_Count"),
    HTTP_CODE_ELB_3XX("HTTPCode_ELB_3XX_Count"),
    HTTP_CODE_ELB_4XX("HTTPCode_ELB_4XX_Count"),
    HTTP_CODE_ELB_5XX("HTTPCode_ELB_5XX_Count"),
    HTTP_CODE_ELB_500("HTTPCode_ELB_500_Count"),
    HTTP_CODE_ELB_502("HTTPCode_ELB_502_Count"),
    HTTP_CODE_ELB_503("HTTPCode_ELB_503_Count"),
    HTTP_CODE_ELB_504("HTTPCode_ELB_504_Count"),
    /** Of those that were taken; what is refused before it is a request counts among the 4XX alone. */
    DESYNC_NON_COMPLIANT("DesyncMitigationMode_NonCompliant_Request_Count"),
    /** Requests of which fields with odd names were dropped. */
    DROPPED_INVALID_HEADER_REQUEST_COUNT("DroppedInvalidHeaderRequestCount"),
    /** Requests that were passed on with fields that have odd names. */
    FORWARDED_INVALID_HEADER_REQUEST_COUNT("ForwardedInvalidHeaderRequestCount"),
    /** Requests of clients that could not stay with their target, or had none. */
    NON_STICKY_REQUEST_COUNT("NonStickyRequestCount"),
    /** Those of them that a cookie of the application would have kept there. */
    APP_COOKIE_NON_STICKINESS_COUNT("AppCookieNonStickinessCount"),
    ELB_AUTH_ERROR("ELBAuthError"),
    ELB_AUTH_FAILURE("ELBAuthFailure"),
    /** Sessions that went on with new tokens and claims. */
    ELB_AUTH_REFRESH_TOKEN_SUCCESS("ELBAuthRefreshTokenSuccess"),
    ELB_AUTH_SUCCESS("ELBAuthSuccess"),
    ELB_AUTH_USER_CLAIMS_SIZE_EXCEEDED("ELBAuthUserClaimsSizeExceeded"),
    JWT_VALIDATION_FAILURE("JWTValidationFailureCount"),
    /** Events and answers of functions; of the load balancer, as on AWS, not of their groups. */
    LAMBDA_TARGET_PROCESSED_BYTES("LambdaTargetProcessedBytes"),
    NEW_CONNECTION_COUNT("NewConnectionCount"),
    /** How many there are now. */
    ACTIVE_CONNECTION_COUNT(Of.LOAD_BALANCER, "ActiveConnectionCount", true),
    CLIENT_TLS_NEGOTIATION_ERROR("ClientTLSNegotiationErrorCount"),
    HTTP_CODE_TARGET_2XX(Of.TARGET_GROUP, "HTTPCode_Target_2XX_Count"),
    HTTP_CODE_TARGET_3XX(Of.TARGET_GROUP, "HTTPCode_Target_3XX_Count"),
    HTTP_CODE_TARGET_4XX(Of.TARGET_GROUP, "HTTPCode_Target_4XX_Count"),
    HTTP_CODE_TARGET_5XX(Of.TARGET_GROUP, "HTTPCode_Target_5XX_Count"),
    GRPC_REQUEST_COUNT(Of.TARGET_GROUP, "GrpcRequestCount"),
    TARGET_CONNECTION_ERROR(Of.TARGET_GROUP, "TargetConnectionErrorCount"),
    TARGET_TLS_NEGOTIATION_ERROR(Of.TARGET_GROUP, "TargetTLSNegotiationErrorCount"),
    /** Requests of groups with too few healthy targets, whose others get some too. */
    UNHEALTHY_ROUTING_REQUEST_COUNT(Of.TARGET_GROUP, "UnhealthyRoutingRequestCount"),
    LAMBDA_INTERNAL_ERROR(Of.TARGET_GROUP, "LambdaInternalError"),
    LAMBDA_USER_ERROR(Of.TARGET_GROUP, "LambdaUserError"),

    /** How many there are now; a request through a VPC link is a flow of its own. */
    NLB_ACTIVE_FLOW_TCP(Of.NETWORK, "ActiveFlowCount_TCP", true),
    NLB_ACTIVE_FLOW_TLS(Of.NETWORK, "ActiveFlowCount_TLS", true),
    NLB_NEW_FLOW_TCP(Of.NETWORK, "NewFlowCount_TCP"),
    NLB_NEW_FLOW_TLS(Of.NETWORK, "NewFlowCount_TLS"),
    /** As read and written here, in both directions: unlike AWS's without the headers of TCP and IP, which nobody shows. */
    NLB_PROCESSED_BYTES_TCP(Of.NETWORK, "ProcessedBytes_TCP"),
    NLB_PROCESSED_BYTES_TLS(Of.NETWORK, "ProcessedBytes_TLS"),
    /** Connections that there was no target for (a guess: AWS does not say when it rejects). */
    NLB_REJECTED_FLOW(Of.NETWORK, "RejectedFlowCount"),
    NLB_CLIENT_TLS_NEGOTIATION_ERROR(Of.NETWORK, "ClientTLSNegotiationErrorCount"),
    NLB_TARGET_TLS_NEGOTIATION_ERROR(Of.NETWORK, "TargetTLSNegotiationErrorCount"),
    NLB_TCP_CLIENT_RESET(Of.NETWORK, "TCP_Client_Reset_Count"),
    NLB_TCP_ELB_RESET(Of.NETWORK, "TCP_ELB_Reset_Count"),
    /** Connections that targets have reset, or refused. */
    NLB_TCP_TARGET_RESET(Of.NETWORK, "TCP_Target_Reset_Count"),
    /** Connections of listeners of TCP whose group has too few healthy targets. */
    NLB_UNHEALTHY_ROUTING_FLOW(Of.NETWORK, "UnhealthyRoutingFlowCount");

    /** What has such a metric. */
    public enum Of {
        /** A load balancer of applications. */
        LOAD_BALANCER,
        /** A target group of such a load balancer. */
        TARGET_GROUP,
        /** Both of them. */
        BOTH,
        /** A network load balancer. */
        NETWORK
    }

    private final Of of;
    private final String cloudWatchName;
    private final boolean gauge;

    LoadBalancerMetric(String cloudWatchName) {
        this(Of.LOAD_BALANCER, cloudWatchName, false);
    }

    LoadBalancerMetric(Of of, String cloudWatchName) {
        this(of, cloudWatchName, false);
    }

    LoadBalancerMetric(Of of, String cloudWatchName, boolean gauge) {
        this.of = of;
        this.cloudWatchName = cloudWatchName;
        this.gauge = gauge;
    }

    /** What has it. */
    public Of of() {
        return of;
    }

    /** What CloudWatch calls it. */
    public String cloudWatchName() {
        return cloudWatchName;
    }

    /** Whether it says how many there are, and not how often something happened. */
    public boolean isGauge() {
        return gauge;
    }
}
