package io.underpass.network.control;

import io.underpass.aws.AwsError;
import java.util.List;

/**
 * The errors of the service with the texts seen on AWS. All are answered with 400.
 *
 * <p>Threads: stateless.
 */
final class Refusals {

    private Refusals() {}

    static AwsError vpcNotFound(List<String> ids) {
        return of("InvalidVpcID.NotFound", absent("vpc ID", ids));
    }

    static AwsError subnetNotFound(List<String> ids) {
        return of("InvalidSubnetID.NotFound", absent("subnet ID", ids));
    }

    static AwsError groupNotFound(List<String> idsOrNames) {
        return of("InvalidGroup.NotFound", absent("security group", idsOrNames));
    }

    static AwsError ruleNotFound(List<String> ids) {
        return of("InvalidSecurityGroupRuleId.NotFound", absent("security group rule ID", ids));
    }

    static AwsError interfaceNotFound(List<String> ids) {
        return of("InvalidNetworkInterfaceID.NotFound", absent("networkInterface ID", ids));
    }

    static AwsError routeTableNotFound(List<String> ids) {
        return of("InvalidRouteTableID.NotFound", absent("routeTable ID", ids));
    }

    static AwsError networkAclNotFound(List<String> ids) {
        return of("InvalidNetworkAclID.NotFound", absent("network acl ID", ids));
    }

    static AwsError internetGatewayNotFound(List<String> ids) {
        return of("InvalidInternetGatewayID.NotFound", absent("internetGateway ID", ids));
    }

    static AwsError vpnGatewayNotFound(List<String> ids) {
        return of("InvalidVpnGatewayID.NotFound", absent("vpnGateway ID", ids));
    }

    /** For lists that nobody can choose from by id. */
    static AwsError noIds(List<String> ids) {
        return invalid("No resource has an id of " + ids);
    }

    static AwsError dependencies(String kind, String id) {
        return of("DependencyViolation", "The " + kind + " '" + id + "' has dependencies and cannot be deleted.");
    }

    static AwsError invalid(String text) {
        return of("InvalidParameterValue", text);
    }

    static AwsError invalid(String value, String parameter, String why) {
        return invalid("Value (" + value + ") for parameter " + parameter + " is invalid. " + why);
    }

    static AwsError missing(String parameter) {
        return of("MissingParameter", "The request must contain the parameter " + parameter);
    }

    static AwsError of(String code, String text) {
        return new AwsError(400, code, text);
    }

    private static String absent(String kind, List<String> ids) {
        String quoted = "'" + String.join(", ", ids) + "'";
        return ids.size() == 1
                ? "The " + kind + " " + quoted + " does not exist"
                : "The " + kind + "s " + quoted + " do not exist";
    }
}
