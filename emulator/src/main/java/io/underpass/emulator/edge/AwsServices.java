package io.underpass.emulator.edge;

import io.underpass.aws.AwsService;
import java.util.regex.Pattern;

/**
 * The control APIs there are.
 *
 * <p>Threads: the services are called on the control thread only.
 *
 * @param apiGateway {@code apigateway} but for VPC links
 * @param apiMappings the mappings of custom domain names of {@code apigatewayv2}
 * @param tests executes what {@code apiGateway} has checked of TestInvokeMethod
 * @param vpcLinksV1 the VPC links of {@code apigateway}, and their tags
 */
public record AwsServices(
        AwsService apiGateway,
        AwsService vpcLinksV1,
        AwsService apiGatewayV2,
        AwsService apiMappings,
        AwsService elbv2,
        AwsService ec2,
        AwsService sts,
        AwsService acm,
        TestInvocations tests) {

    private static final Pattern API_MAPPINGS = Pattern.compile("/v2/domainnames/[^/]+/apimappings(/[^/]*)?");

    private static final Pattern VPC_LINKS_V1 =
            Pattern.compile("/vpclinks(/.*)?|/tags/.*(:|%3A)(/|%2F)vpclinks(/|%2F).*", Pattern.CASE_INSENSITIVE);

    /** Which of those that sign as {@code apigateway} answers for {@code path}. */
    AwsService apiGatewayAt(String path) {
        if (path.startsWith("/v2/")) {
            return API_MAPPINGS.matcher(path).matches() ? apiMappings : apiGatewayV2;
        }
        return VPC_LINKS_V1.matcher(path).matches() ? vpcLinksV1 : apiGateway;
    }
}
