package io.underpass.gateway.control;

import io.underpass.aws.Scope;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.UsagePlan;
import java.util.List;
import java.util.function.Predicate;

/**
 * The stages that usage plans cover.
 *
 * <p>Threads: stateless.
 */
final class ApiStages {

    private ApiStages() {}

    /** Whether the API {@code apiId} of {@code scope} has {@code stage}. */
    static boolean exists(GatewayState state, Scope scope, String apiId, String stage) {
        return state.api(apiId)
                .filter(api -> api.api().scope().equals(scope))
                .filter(api -> api.stages().containsKey(stage))
                .isPresent();
    }

    /** {@code state}, no plan of which covers {@code stage} of the API {@code apiId}. */
    static GatewayState withoutStage(GatewayState state, String apiId, String stage) {
        return without(
                state,
                covered -> covered.apiId().equals(apiId) && covered.stage().equals(stage));
    }

    /** {@code state}, no plan of which covers a stage of the API {@code apiId}. */
    static GatewayState withoutApi(GatewayState state, String apiId) {
        return without(state, covered -> covered.apiId().equals(apiId));
    }

    /** Plans let go of stages that are deleted; a guess. */
    private static GatewayState without(GatewayState state, Predicate<UsagePlan.ApiStage> gone) {
        GatewayState next = state;
        for (UsagePlan plan : state.usagePlans().values()) {
            List<UsagePlan.ApiStage> rest =
                    plan.apiStages().stream().filter(gone.negate()).toList();
            if (rest.size() != plan.apiStages().size()) {
                next = next.withUsagePlans(next.usagePlans().plus(plan.id(), plan.withApiStages(rest)));
            }
        }
        return next;
    }
}
