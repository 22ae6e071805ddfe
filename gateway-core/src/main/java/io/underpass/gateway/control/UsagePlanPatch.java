package io.underpass.gateway.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.underpass.gateway.model.UsagePlan;
import io.underpass.gateway.model.UsagePlan.ApiStage;
import io.underpass.gateway.model.UsagePlan.Quota;
import io.underpass.gateway.model.UsagePlan.Throttle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of UpdateUsagePlan. A method below {@code /apiStages/API:STAGE/throttle} may be written with slashes or
 * with {@code ~1} for them; tools do either.
 *
 * <p>Threads: stateless.
 */
final class UsagePlanPatch {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Throttle NOTHING_SET = new Throttle(0, 0);
    private static final List<String> PATHS = List.of(
            "/name",
            "/description",
            "/productCode",
            "/apiStages",
            "/apiStages/{apiId:stage}/throttle/{resourcePath}/{httpMethod}/rateLimit",
            "/apiStages/{apiId:stage}/throttle/{resourcePath}/{httpMethod}/burstLimit",
            "/quota",
            "/quota/limit",
            "/quota/offset",
            "/quota/period",
            "/throttle",
            "/throttle/rateLimit",
            "/throttle/burstLimit");

    private UsagePlanPatch() {}

    static UsagePlan apply(UsagePlan plan, PatchOperation operation) {
        List<String> names = operation.segments();
        String first = names.isEmpty() ? "" : names.get(0);
        return switch (first) {
            case "name", "description", "productCode" -> text(plan, operation, first);
            case "throttle" ->
                plan.withLimits(throttle(plan.throttle(), operation, names.subList(1, names.size())), plan.quota());
            case "quota" -> plan.withLimits(plan.throttle(), quota(plan.quota(), operation, names));
            case "apiStages" -> names.size() == 1 ? stages(plan, operation) : stage(plan, operation, names);
            default -> throw PatchWording.LISTING.unknownPath(operation, PATHS);
        };
    }

    private static UsagePlan text(UsagePlan plan, PatchOperation operation, String member) {
        if (operation.segments().size() != 1) {
            throw PatchWording.LISTING.unknownPath(operation, PATHS);
        }
        if (!operation.is("replace")) {
            throw PatchWording.LISTING.unsupportedOp(operation, PatchTable.REPLACE);
        }
        Optional<String> value = operation.value().filter(text -> !text.isEmpty());
        if (member.equals("name")) {
            UsagePlans.checkName(value.orElse(""));
        }
        return plan.named(
                member.equals("name") ? value.orElse("") : plan.name(),
                member.equals("description") ? value : plan.description(),
                member.equals("productCode") ? value : plan.productCode());
    }

    /** {@code names} follow the throttle's own. */
    private static Optional<Throttle> throttle(
            Optional<Throttle> before, PatchOperation operation, List<String> names) {
        if (names.isEmpty() && operation.is("remove")) {
            return Optional.empty();
        }
        if (names.size() != 1) {
            throw PatchWording.LISTING.unknownPath(operation, PATHS);
        }
        requireSet(operation);
        Throttle old = before.orElse(NOTHING_SET);
        return Optional.of(UsagePlanReader.checked(
                switch (names.get(0)) {
                    case "burstLimit" -> new Throttle(PatchNumbers.integer(operation), old.rateLimit());
                    case "rateLimit" -> new Throttle(old.burstLimit(), PatchNumbers.number(operation));
                    default -> throw PatchWording.LISTING.unknownPath(operation, PATHS);
                }));
    }

    private static Optional<Quota> quota(Optional<Quota> before, PatchOperation operation, List<String> names) {
        if (names.size() == 1 && operation.is("remove")) {
            return Optional.empty();
        }
        if (names.size() != 2) {
            throw PatchWording.LISTING.unknownPath(operation, PATHS);
        }
        requireSet(operation);
        // A quota comes into being by one operation each for limit and period; until then a month is assumed.
        Quota old = before.orElse(new Quota(0, 0, "MONTH"));
        return Optional.of(UsagePlanReader.checked(
                switch (names.get(1)) {
                    case "limit" -> new Quota(PatchNumbers.integer(operation), old.offset(), old.period());
                    case "offset" -> new Quota(old.limit(), PatchNumbers.integer(operation), old.period());
                    case "period" ->
                        new Quota(old.limit(), old.offset(), operation.value().orElse(""));
                    default -> throw PatchWording.LISTING.unknownPath(operation, PATHS);
                }));
    }

    private static UsagePlan stages(UsagePlan plan, PatchOperation operation) {
        String[] name = name(operation.value().orElse(""));
        List<ApiStage> stages = new ArrayList<>(plan.apiStages());
        switch (operation.op()) {
            case "add" -> stages.add(new ApiStage(name[0], name[1], Map.of()));
            case "remove" -> {
                if (!stages.removeIf(one -> isStage(one, name))) {
                    throw UsagePlanReader.unknownStage(plan.id(), name[0], name[1]);
                }
            }
            default -> throw PatchWording.LISTING.unsupportedOp(operation, List.of("add", "remove"));
        }
        return plan.withApiStages(stages);
    }

    private static UsagePlan stage(UsagePlan plan, PatchOperation operation, List<String> names) {
        String[] name = name(names.get(1));
        if (names.size() < 3 || !names.get(2).equals("throttle")) {
            throw PatchWording.LISTING.unknownPath(operation, PATHS);
        }
        ApiStage before = plan.apiStages().stream()
                .filter(one -> isStage(one, name))
                .findFirst()
                .orElseThrow(() -> UsagePlanReader.unknownStage(plan.id(), name[0], name[1]));
        Map<String, Throttle> methods = new LinkedHashMap<>(before.throttle());
        changeMethods(methods, operation, names.subList(3, names.size()));
        ApiStage after = new ApiStage(name[0], name[1], Collections.unmodifiableMap(methods));
        return plan.withApiStages(plan.apiStages().stream()
                .map(one -> isStage(one, name) ? after : one)
                .toList());
    }

    private static void changeMethods(Map<String, Throttle> methods, PatchOperation operation, List<String> names) {
        if (names.isEmpty()) {
            methods.clear();
            if (!operation.is("remove")) {
                methods.putAll(whole(operation));
            }
            return;
        }
        String last = names.get(names.size() - 1);
        boolean ofLimit = last.equals("rateLimit") || last.equals("burstLimit");
        String method = method(ofLimit ? names.subList(0, names.size() - 1) : names);
        if (ofLimit && !operation.is("remove")) {
            throttle(Optional.ofNullable(methods.get(method)), operation, List.of(last))
                    .ifPresent(throttle -> methods.put(method, throttle));
        } else if (operation.is("remove")) {
            methods.remove(method);
        } else {
            throw PatchWording.LISTING.unknownPath(operation, PATHS);
        }
    }

    /** All methods at once: an object as the value (AWS, "Configure usage plans using the AWS CLI"). */
    private static Map<String, Throttle> whole(PatchOperation operation) {
        Map<String, Throttle> methods = new LinkedHashMap<>();
        try {
            JsonNode value = MAPPER.readTree(operation.value().orElse(""));
            value.properties()
                    .forEach(entry -> methods.put(
                            entry.getKey(),
                            UsagePlanReader.checked(new Throttle(
                                    entry.getValue().path("burstLimit").asInt(),
                                    entry.getValue().path("rateLimit").asDouble()))));
        } catch (JsonProcessingException e) {
            throw Refusals.badRequest(
                    "Invalid patch value  '" + operation.value().orElse("") + "' specified for path '"
                            + operation.path().orElse("") + "'. Must be a JSON object"); // wording: a guess
        }
        return methods;
    }

    private static String method(List<String> names) {
        String text = String.join("/", names);
        return text.startsWith("/") ? text : '/' + text;
    }

    private static void requireSet(PatchOperation operation) {
        if (!operation.is("replace") && !operation.is("add")) {
            throw PatchWording.LISTING.unsupportedOp(operation, List.of("add", "replace"));
        }
    }

    private static boolean isStage(ApiStage stage, String[] name) {
        return stage.apiId().equals(name[0]) && stage.stage().equals(name[1]);
    }

    private static String[] name(String text) {
        String[] name = text.split(":", -1);
        if (name.length != 2 || name[0].isEmpty() || name[1].isEmpty()) {
            throw Refusals.badRequest("Invalid API Stage specified");
        }
        return name;
    }
}
