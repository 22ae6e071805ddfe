package io.underpass.emulator.edge;

import io.underpass.aws.AwsService;

/**
 * The control APIs there are.
 *
 * <p>Threads: the services are called on the control thread only.
 *
 * @param elbv2Namespace the XML namespace of Query answers, errors before a service is chosen included
 */
public record AwsServices(AwsService apiGateway, AwsService apiGatewayV2, AwsService elbv2, String elbv2Namespace) {}
