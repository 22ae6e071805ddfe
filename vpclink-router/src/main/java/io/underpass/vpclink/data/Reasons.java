package io.underpass.vpclink.data;

import io.underpass.aws.Arn;
import io.underpass.aws.Scope;
import io.underpass.vpclink.model.VpcLinkStatus;
import java.util.List;
import java.util.Optional;

/**
 * Says in words why a request finds no way: what was looked for, what was found. Made on refusals only, so the ARN is
 * taken apart here and not on every request.
 *
 * <p>Threads: stateless.
 */
final class Reasons {

    private Reasons() {}

    static String noLink(String connectionId, Scope scope, List<String> existing) {
        String found = existing.isEmpty() ? "there are none" : "there are " + String.join(", ", existing);
        if (connectionId.isEmpty()) {
            return "The integration's connectionId is empty; a stage variable it takes its value from may be unset. VPC"
                    + " links in " + where(scope) + ": " + found + ".";
        }
        return "There is no VPC link '" + connectionId + "' in " + where(scope) + "; " + found + ".";
    }

    static String linkNotAvailable(String connectionId, VpcLinkStatus status, String message) {
        return "VPC link " + connectionId + " is " + status + " (" + message
                + "); only an AVAILABLE one routes traffic.";
    }

    static String linkInactive(String connectionId) {
        return "VPC link " + connectionId + " is INACTIVE (" + VpcLinkStatus.INACTIVE.message()
                + "). A request wakes it: calls pass again once it is AVAILABLE.";
    }

    static String noTarget(String connectionId) {
        return "The integration names VPC link " + connectionId
                + " and no integrationTarget; a link of version V2 needs the ARN of the load balancer there.";
    }

    static String noLoadBalancer(String text, Scope scope, String existing) {
        String found = existing.isEmpty() ? "there are none" : "there are " + existing;
        Optional<Arn> arn = Arn.parse(text);
        if (arn.isEmpty()) {
            return "The target '" + text + "' is not an ARN. Load balancers in " + where(scope) + ": " + found + ".";
        }
        Arn target = arn.get();
        if (!target.service().equals("elasticloadbalancing")) {
            return "The target " + text + " is an ARN of the service " + target.service()
                    + "; a private integration of a REST API needs one of elasticloadbalancing.";
        }
        if (!target.resource().startsWith("loadbalancer/")) {
            return "The target " + text + " is the ARN of a "
                    + target.resource().replaceFirst("/.*", "") + "; AWS takes the load balancer's own.";
        }
        return "There is no load balancer " + text + " in " + where(scope) + "; " + found + ".";
    }

    static String wrongScope(String arn, Scope expected, Scope owner) {
        return "The load balancer " + arn + " lives in " + where(owner) + ", the API and its VPC link in "
                + where(expected) + "; they must be in the same.";
    }

    static String loadBalancerNotActive(String arn, String state) {
        return "The load balancer " + arn + " is " + state + "; it takes no traffic before it is active.";
    }

    static String noListener(String arn, String scheme, int port, String existing) {
        String found = existing.isEmpty() ? "it has none" : "it has " + existing;
        return "The load balancer " + arn + " has no listener for " + scheme + " on port " + port
                + ", which the integration's uri asks for; " + found + ".";
    }

    static String notEmulated(String arn, String what) {
        return "The load balancer " + arn + " carries no traffic here over " + what + ": it is not emulated.";
    }

    private static String where(Scope scope) {
        return "account " + scope.account() + ", region " + scope.region();
    }
}
