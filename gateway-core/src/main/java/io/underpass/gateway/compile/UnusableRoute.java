package io.underpass.gateway.compile;

/**
 * Thrown within this package while one route is compiled, to say what its requests get instead; {@link PlanCompiler}
 * turns it back into a value.
 *
 * <p>Threads: immutable.
 */
final class UnusableRoute extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient RoutePlan plan;

    private UnusableRoute(RoutePlan plan, String message) {
        super(message, null, false, false);
        this.plan = plan;
    }

    static UnusableRoute misconfigured(String reason) {
        return new UnusableRoute(new RoutePlan.Misconfigured(reason), reason);
    }

    static UnusableRoute notEmulated(String feature) {
        return new UnusableRoute(new RoutePlan.NotEmulated(feature), feature);
    }

    RoutePlan plan() {
        return plan;
    }
}
