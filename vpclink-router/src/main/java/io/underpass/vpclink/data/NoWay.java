package io.underpass.vpclink.data;

import io.underpass.aws.Scope;
import io.underpass.vpclink.LoadBalancers.Lookup;
import io.underpass.vpclink.Resolution;
import io.underpass.vpclink.Resolution.Kind;
import io.underpass.wire.Trail;

/**
 * Why a link does not reach a load balancer: the step that failed, what the client is told, and what people read.
 *
 * <p>Threads: immutable.
 */
record NoWay(String step, Kind kind, String reason) {

    /** What is in the way where {@code lookup} found nothing. */
    static NoWay of(Lookup lookup, Scope scope, String arn, String scheme, int port) {
        if (lookup instanceof Lookup.NoListener none) {
            String reason = Reasons.noListener(arn, scheme, port, none.listeners());
            return new NoWay(Steps.LISTENER, Kind.UNREACHABLE, reason);
        }
        if (lookup instanceof Lookup.NotActive waiting) {
            return atLoadBalancer(Kind.UNREACHABLE, Reasons.loadBalancerNotActive(arn, waiting.state()));
        }
        if (lookup instanceof Lookup.WrongScope elsewhere) {
            return atLoadBalancer(Kind.CONFIGURATION, Reasons.wrongScope(arn, scope, elsewhere.owner()));
        }
        if (lookup instanceof Lookup.NoLoadBalancer none) {
            return atLoadBalancer(Kind.CONFIGURATION, Reasons.noLoadBalancer(arn, scope, none.existing()));
        }
        Lookup.NotEmulated missing = (Lookup.NotEmulated) lookup;
        return new NoWay(Steps.LISTENER, Kind.NOT_EMULATED, Reasons.notEmulated(arn, missing.what()));
    }

    private static NoWay atLoadBalancer(Kind kind, String reason) {
        return new NoWay(Steps.LOAD_BALANCER, kind, reason);
    }

    /** The same, and the client is told something else. */
    NoWay as(Kind other) {
        return new NoWay(step, other, reason);
    }

    /** Notes the failure on {@code trail} and refuses. */
    Resolution refuse(Trail trail) {
        trail.fail(step, reason);
        return new Resolution.Refused(kind, reason);
    }
}
