package io.underpass.emulator.edge;

import io.underpass.aws.AwsService;

/**
 * The control APIs there are.
 *
 * <p>Threads: the services are called on the control thread only.
 */
public record AwsServices(
        AwsService apiGateway, AwsService apiGatewayV2, AwsService elbv2, AwsService ec2, AwsService sts) {}
