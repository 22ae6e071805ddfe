package io.underpass.alb.control;

import io.underpass.alb.model.RuleCondition;
import io.underpass.alb.model.RuleCondition.HostHeader;
import io.underpass.alb.model.RuleCondition.HttpHeader;
import io.underpass.alb.model.RuleCondition.HttpRequestMethod;
import io.underpass.alb.model.RuleCondition.PathPattern;
import io.underpass.alb.model.RuleCondition.QueryString;
import io.underpass.alb.model.RuleCondition.QueryString.KeyValue;
import io.underpass.alb.model.RuleCondition.SourceIp;
import io.underpass.aws.AwsError;
import io.underpass.aws.shape.Input;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads and checks the conditions of a rule (spec 2.3).
 *
 * <p>Threads: immutable.
 *
 * @param limits how many values and wildcards a rule may hold
 */
record Conditions(ElbV2Settings.Limits limits) {

    /** The member that holds the values of each field, in the order AWS lists fields. */
    private static final Map<String, String> CONFIG_OF = new LinkedHashMap<>();

    static {
        CONFIG_OF.put("path-pattern", "PathPatternConfig");
        CONFIG_OF.put("host-header", "HostHeaderConfig");
        CONFIG_OF.put("http-header", "HttpHeaderConfig");
        CONFIG_OF.put("http-request-method", "HttpRequestMethodConfig");
        CONFIG_OF.put("query-string", "QueryStringConfig");
        CONFIG_OF.put("source-ip", "SourceIpConfig");
    }

    private static final Set<String> WITH_PLAIN_VALUES = Set.of("path-pattern", "host-header");
    private static final Set<String> WITH_REGEXES = Set.of("path-pattern", "host-header", "http-header");
    private static final Set<String> AT_MOST_ONCE =
            Set.of("path-pattern", "host-header", "http-request-method", "source-ip");

    /** The conditions that {@code inputs} describe. */
    List<RuleCondition> read(List<Input> inputs) {
        if (inputs.isEmpty()) {
            throw Refusals.validation("A condition must be specified");
        }
        List<RuleCondition> conditions = new ArrayList<>();
        Set<String> fields = new HashSet<>();
        for (Input input : inputs) {
            RuleCondition condition = read(input);
            if (!fields.add(condition.field()) && AT_MOST_ONCE.contains(condition.field())) {
                throw Refusals.validation("A rule can only have one '" + condition.field() + "' condition");
            }
            conditions.add(condition);
        }
        if (ConditionValues.count(conditions) > limits.of(Quota.CONDITION_VALUES)) {
            throw Refusals.validation(
                    "A rule can only have '" + limits.of(Quota.CONDITION_VALUES) + "' condition values");
        }
        if (ConditionValues.wildcards(conditions) > limits.of(Quota.CONDITION_WILDCARDS)) {
            throw Refusals.validation(
                    "A rule can only have '" + limits.of(Quota.CONDITION_WILDCARDS) + "' condition wildcards");
        }
        return List.copyOf(conditions);
    }

    private static RuleCondition read(Input input) {
        String field = input.optionalString("Field")
                .orElseThrow(() -> Refusals.validation("A condition field must be specified"));
        if (!CONFIG_OF.containsKey(field)) {
            throw Refusals.validation(
                    "Condition field '" + field + "' must be one of '[" + String.join(",", CONFIG_OF.keySet()) + "]'");
        }
        checkMembers(input, field);
        RuleCondition condition = switch (field) {
            case "path-pattern" -> new PathPattern(patterns(input, field), regexes(input, field));
            case "host-header" -> new HostHeader(patterns(input, field), regexes(input, field));
            case "http-header" -> header(config(input, field), regexes(input, field));
            case "http-request-method" ->
                new HttpRequestMethod(config(input, field).strings("Values"));
            case "query-string" -> query(config(input, field));
            default -> source(config(input, field));
        };
        ConditionValues.check(condition);
        return condition;
    }

    private static void checkMembers(Input input, String field) {
        if (input.has("Values") && !WITH_PLAIN_VALUES.contains(field)) {
            throw incompatible("Values", field);
        }
        if (input.has("RegexValues") && !WITH_REGEXES.contains(field)) {
            throw incompatible("RegexValues", field);
        }
        CONFIG_OF.forEach((owner, member) -> {
            if (!owner.equals(field) && input.has(member)) {
                throw incompatible(member, field);
            }
        });
    }

    private static AwsError incompatible(String member, String field) {
        return Refusals.validation("The '" + member + "' field is not compatible with '" + field + "'");
    }

    /** Values given in the field's own member or, by the older syntax, beside Field. */
    private static List<String> patterns(Input input, String field) {
        String member = Objects.requireNonNull(CONFIG_OF.get(field));
        Optional<Input> config = input.structure(member);
        List<String> plain = input.strings("Values");
        if (config.isPresent() && input.has("Values")) {
            throw Refusals.validation(
                    "You cannot provide both Values and '" + member + "' for a condition of type '" + field + "'");
        }
        if (plain.size() > 1) {
            throw Refusals.validation("The '" + field + "' field contains too many values; the limit is '1'");
        }
        return config.map(given -> given.strings("Values")).orElse(plain);
    }

    /** Regular expressions given in the field's own member or beside Field; where they may stand is all that is known. */
    private static List<String> regexes(Input input, String field) {
        String member = Objects.requireNonNull(CONFIG_OF.get(field));
        Optional<List<String>> configured = input.structure(member)
                .filter(config -> config.has("RegexValues"))
                .map(config -> config.strings("RegexValues"));
        if (configured.isPresent() && input.has("RegexValues")) {
            throw Refusals.validation(
                    "You cannot provide both RegexValues and '" + member + "' for a condition of type '" + field + "'");
        }
        return configured.orElseGet(() -> input.strings("RegexValues"));
    }

    private static Input config(Input input, String field) {
        String member = Objects.requireNonNull(CONFIG_OF.get(field));
        return input.structure(member)
                .orElseThrow(() -> Refusals.validation("A '" + member + "' must be specified with '" + field + "'"));
    }

    private static RuleCondition header(Input config, List<String> regexes) {
        String name = config.optionalString("HttpHeaderName")
                .orElseThrow(() -> Refusals.validation("A 'HttpHeaderName' must be specified in 'HttpHeaderConfig'"));
        return new HttpHeader(name, config.strings("Values"), regexes);
    }

    private static RuleCondition source(Input config) {
        if (config.has("IpAddressType")) {
            // It is for rules of network load balancers; AWS's text is not known.
            throw Refusals.validation("'IpAddressType' cannot be specified for rules of HTTP and HTTPS listeners");
        }
        return new SourceIp(
                config.strings("Values").stream().map(ConditionValues::block).toList());
    }

    private static RuleCondition query(Input config) {
        return new QueryString(config.structures("Values").stream()
                .map(pair -> new KeyValue(
                        pair.optionalString("Key").filter(key -> !key.isEmpty()),
                        pair.optionalString("Value")
                                .orElseThrow(() -> Refusals.validation(
                                        "A 'Value' must be specified in 'QueryStringKeyValuePair'"))))
                .toList());
    }
}
