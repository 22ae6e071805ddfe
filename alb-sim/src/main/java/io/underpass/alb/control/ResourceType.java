package io.underpass.alb.control;

import io.underpass.aws.Arn;
import io.underpass.aws.Scope;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of resources that ARNs of the service name (spec 1.1). Threads: immutable. */
enum ResourceType {
    LOAD_BALANCER("loadbalancer", "load balancer"),
    LISTENER("listener", "listener"),
    RULE("listener-rule", "listener rule"),
    TARGET_GROUP("targetgroup", "target group"),
    TRUST_STORE("truststore", "trust store");

    private static final String SERVICE = "elasticloadbalancing";

    private final String segment;
    private final String noun;

    ResourceType(String segment, String noun) {
        this.segment = segment;
        this.noun = noun;
    }

    /** The type of what {@code arn} names; empty where it is no ARN of this service. */
    static Optional<ResourceType> of(String arn) {
        return Arn.parse(arn)
                .filter(parsed -> parsed.service().equals(SERVICE))
                .flatMap(parsed -> Arrays.stream(values())
                        .filter(type -> parsed.resource().startsWith(type.segment + '/'))
                        .findFirst());
    }

    /** Refuses {@code arn} unless it is one of this type, existing or not. */
    void check(String arn) {
        if (!of(arn).equals(Optional.of(this))) {
            throw Refusals.validation("'" + arn + "' is not a valid " + noun + " ARN");
        }
    }

    /** The ARN of the resource of this type that {@code name} (slashes included) stands for. */
    String arn(Scope scope, String name) {
        return Arn.of(SERVICE, scope, segment + '/' + name).toString();
    }

    /** What the ARNs of this type in {@code scope} begin with, the slash left out. */
    String parent(Scope scope) {
        return Arn.of(SERVICE, scope, segment).toString();
    }

    /** The ARN of a resource of this type below {@code parentArn}, a load balancer's or a listener's. */
    String below(ResourceType parent, String parentArn, String id) {
        return parentArn.replace(':' + parent.segment + '/', ':' + segment + '/') + '/' + id;
    }

    /** From the ARN of a default or other rule to that of its listener. */
    static String listenerOf(String ruleArn) {
        return ruleArn.substring(0, ruleArn.lastIndexOf('/'))
                .replace(':' + RULE.segment + '/', ':' + LISTENER.segment + '/');
    }
}
