package io.underpass.alb.control;

import io.underpass.alb.model.LoadBalancer;
import io.underpass.aws.AwsError;
import java.util.Collection;

/**
 * The errors of the service with the texts seen on AWS (spec 1.5). All declared errors are answered with 400.
 *
 * <p>Threads: stateless.
 */
final class Refusals {

    private Refusals() {}

    static AwsError validation(String text) {
        return of("ValidationError", text);
    }

    static AwsError invalidConfiguration(String text) {
        return of("InvalidConfigurationRequest", text);
    }

    static AwsError invalidAction(String text) {
        return of("InvalidLoadBalancerAction", text);
    }

    static AwsError notPermitted(String text) {
        return of("OperationNotPermitted", text);
    }

    static AwsError loadBalancersNotFound(Collection<String> namesOrArns) {
        return of("LoadBalancerNotFound", "Load balancers '[" + String.join(", ", namesOrArns) + "]' not found");
    }

    static AwsError listenerNotFound() {
        return of("ListenerNotFound", "The specified listener does not exist.");
    }

    static AwsError ruleNotFound() {
        return of("RuleNotFound", "One or more rules not found");
    }

    static AwsError targetGroupNotFound() {
        return of("TargetGroupNotFound", "One or more target groups not found");
    }

    static AwsError targetGroupNotFound(String arn) {
        return of("TargetGroupNotFound", "Target group '" + arn + "' not found");
    }

    static AwsError trustStoreNotFound(String arnOrName) {
        return of("TrustStoreNotFound", "Trust store '" + arnOrName + "' not found");
    }

    static AwsError priorityInUse(int priority) {
        return of("PriorityInUse", "Priority '" + priority + "' is currently in use");
    }

    /** AWS's words for a network load balancer behind an endpoint service, which a VPC link of version 1 is. */
    static AwsError associated(LoadBalancer loadBalancer) {
        return of(
                "ResourceInUse",
                "Load balancer '" + loadBalancer.loadBalancerArn()
                        + "' cannot be deleted because it is currently associated with another service");
    }

    static AwsError of(String code, String text) {
        return new AwsError(400, code, text);
    }
}
