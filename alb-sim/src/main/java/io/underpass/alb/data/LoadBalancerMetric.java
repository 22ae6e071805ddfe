package io.underpass.alb.data;

/**
 * What is counted of load balancers and target groups, by the names of CloudWatch (spec 6.4).
 *
 * <p>Threads: immutable.
 */
public enum LoadBalancerMetric {
    /** Of a load balancer: requests for which a rule was found (a guess where that forwards nowhere); of a group: those sent. */
    REQUEST_COUNT("RequestCount"),
    /** Rules tried up to the one that matched, the default rule not counted. */
    RULE_EVALUATIONS("RuleEvaluations"),
    IPV6_REQUEST_COUNT("IPv6RequestCount"),
    GRPC_REQUEST_COUNT("GrpcRequestCount"),
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
    /** Requests of clients that could not stay with their target, or had none. */
    NON_STICKY_REQUEST_COUNT("NonStickyRequestCount"),
    ELB_AUTH_ERROR("ELBAuthError"),
    ELB_AUTH_FAILURE("ELBAuthFailure"),
    ELB_AUTH_SUCCESS("ELBAuthSuccess"),
    ELB_AUTH_USER_CLAIMS_SIZE_EXCEEDED("ELBAuthUserClaimsSizeExceeded"),
    JWT_VALIDATION_FAILURE("JWTValidationFailureCount"),
    NEW_CONNECTION_COUNT("NewConnectionCount"),
    /** How many there are now. */
    ACTIVE_CONNECTION_COUNT("ActiveConnectionCount"),
    CLIENT_TLS_NEGOTIATION_ERROR("ClientTLSNegotiationErrorCount"),
    HTTP_CODE_TARGET_2XX("HTTPCode_Target_2XX_Count"),
    HTTP_CODE_TARGET_3XX("HTTPCode_Target_3XX_Count"),
    HTTP_CODE_TARGET_4XX("HTTPCode_Target_4XX_Count"),
    HTTP_CODE_TARGET_5XX("HTTPCode_Target_5XX_Count"),
    TARGET_CONNECTION_ERROR("TargetConnectionErrorCount"),
    TARGET_TLS_NEGOTIATION_ERROR("TargetTLSNegotiationErrorCount"),
    /** Requests of groups with too few healthy targets, whose others get some too. */
    UNHEALTHY_ROUTING_REQUEST_COUNT("UnhealthyRoutingRequestCount"),
    LAMBDA_INTERNAL_ERROR("LambdaInternalError"),
    LAMBDA_USER_ERROR("LambdaUserError");

    private final String cloudWatchName;

    LoadBalancerMetric(String cloudWatchName) {
        this.cloudWatchName = cloudWatchName;
    }

    /** What CloudWatch calls it. */
    public String cloudWatchName() {
        return cloudWatchName;
    }
}
