package io.underpass.vpclink;

/** The two kinds of VPC link. Threads: immutable. */
public enum LinkVersion {
    /** Made by {@code apigateway create-vpc-link}: to one network load balancer. */
    V1,
    /** Made by {@code apigatewayv2 create-vpc-link}: to the load balancer that each integration names. */
    V2
}
