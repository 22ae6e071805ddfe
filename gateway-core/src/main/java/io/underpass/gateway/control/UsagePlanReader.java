package io.underpass.gateway.control;

import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.aws.shape.StructureShape;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.UsagePlan;
import io.underpass.gateway.model.UsagePlan.ApiStage;
import io.underpass.gateway.model.UsagePlan.Quota;
import io.underpass.gateway.model.UsagePlan.Throttle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads and checks what a usage plan allows.
 *
 * <p>Threads: stateless.
 */
final class UsagePlanReader {

    static final StructureShape THROTTLE =
            Shapes.structure().optional("burstLimit", Shapes.integer()).optional("rateLimit", Shapes.number());
    static final StructureShape QUOTA = Shapes.structure()
            .optional("limit", Shapes.integer())
            .optional("offset", Shapes.integer())
            .optional("period", Shapes.enumeration("DAY", "WEEK", "MONTH"));
    static final StructureShape API_STAGE = Shapes.structure()
            .optional("apiId", Shapes.string())
            .optional("stage", Shapes.string())
            .optional("throttle", Shapes.map(THROTTLE));

    private static final int MAX_METHOD_THROTTLES = 20;

    private UsagePlanReader() {}

    static Throttle throttle(Input input) {
        return checked(new Throttle(
                input.optionalInteger("burstLimit").orElse(0),
                input.optionalNumber("rateLimit").orElse(0.0)));
    }

    /** The wording is a guess. */
    static Throttle checked(Throttle throttle) {
        if (throttle.burstLimit() < 0 || throttle.rateLimit() < 0 || !Double.isFinite(throttle.rateLimit())) {
            throw Refusals.badRequest("Usage Plan throttle limits must be greater than or equal to zero");
        }
        return throttle;
    }

    static Quota quota(Input input) {
        return checked(new Quota(
                input.optionalInteger("limit").orElse(0),
                input.optionalInteger("offset").orElse(0),
                input.optionalString("period").orElse("")));
    }

    /** The ranges of offsets are those that Terraform's provider checks before AWS does. */
    static Quota checked(Quota quota) {
        if (quota.limit() < 0) {
            throw Refusals.badRequest("Usage Plan quota limit must be greater than or equal to zero");
        }
        int last = switch (quota.period()) {
            case "DAY" -> 0;
            case "WEEK" -> 6;
            case "MONTH" -> 27;
            default -> throw Refusals.badRequest("Usage Plan quota period must be one of: DAY, WEEK, MONTH");
        };
        if (quota.offset() < 0 || quota.offset() > last) {
            throw Refusals.badRequest(
                    last == 0
                            ? "Usage Plan quota offset must be zero in the DAY period"
                            : "Usage Plan quota offset must be between 0 and " + last + " inclusive in the "
                                    + quota.period() + " period");
        }
        return quota;
    }

    /** The stages in {@code input}, for the plan {@code planId}. */
    static List<ApiStage> stages(Call<GatewayState> call, String planId) {
        List<ApiStage> stages = new ArrayList<>();
        for (Input one : call.input().structures("apiStages")) {
            String apiId = one.optionalString("apiId").orElse("");
            String stage = one.optionalString("stage").orElse("");
            if (apiId.isEmpty() || stage.isEmpty()) {
                throw Refusals.badRequest("Invalid API Stage specified");
            }
            Map<String, Throttle> methods = new LinkedHashMap<>();
            one.structureMap("throttle").forEach((method, throttle) -> methods.put(method, throttle(throttle)));
            stages.add(new ApiStage(apiId, stage, Collections.unmodifiableMap(methods)));
        }
        checkStages(call, planId, stages);
        return List.copyOf(stages);
    }

    static void checkStages(Call<GatewayState> call, String planId, List<ApiStage> stages) {
        Set<String> names = new HashSet<>();
        for (ApiStage stage : stages) {
            if (!ApiStages.exists(call.state(), call.scope(), stage.apiId(), stage.stage())) {
                throw unknownStage(planId, stage.apiId(), stage.stage());
            }
            if (!names.add(stage.apiId() + ':' + stage.stage())) {
                throw Refusals.conflict("API Stage " + stage.apiId() + ':' + stage.stage()
                        + " is already associated with usage plan " + planId); // wording: a guess
            }
            if (stage.throttle().size() > MAX_METHOD_THROTTLES) {
                throw Refusals.badRequest(
                        "A usage plan has at most " + MAX_METHOD_THROTTLES + " method throttles a stage"); // a guess
            }
        }
    }

    static AwsError unknownStage(String planId, String apiId, String stage) {
        return Refusals.notFound(
                "Invalid API Stage {api: " + apiId + ", stage: " + stage + "} specified for usageplan " + planId);
    }

    /**
     * A key has at most one plan a stage (AWS, "Usage plans and API keys for REST APIs"); the wording is a guess.
     *
     * @param state with {@code plan} as it is to be
     */
    static void checkKeys(GatewayState state, UsagePlan plan) {
        Set<String> mine = new HashSet<>(plan.keyIds());
        for (UsagePlan other : state.usagePlans().values()) {
            Optional<ApiStage> stage = other.id().equals(plan.id()) ? Optional.empty() : shared(plan, other);
            Optional<String> key = stage.flatMap(
                    unused -> other.keyIds().stream().filter(mine::contains).findFirst());
            if (key.isPresent() && stage.isPresent()) {
                throw Refusals.conflict("API Key " + key.get() + " is already in usage plan " + other.id()
                        + " for API Stage " + stage.get().apiId() + ':'
                        + stage.get().stage());
            }
        }
    }

    private static Optional<ApiStage> shared(UsagePlan one, UsagePlan other) {
        return one.apiStages().stream()
                .filter(mine -> other.apiStages().stream()
                        .anyMatch(theirs -> theirs.apiId().equals(mine.apiId())
                                && theirs.stage().equals(mine.stage())))
                .findFirst();
    }
}
