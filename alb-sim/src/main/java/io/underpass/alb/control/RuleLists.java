package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.Rule;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * DescribeRules and SetRulePriorities: rules in the order in which they are tried.
 *
 * <p>Threads: stateless.
 */
final class RuleLists {

    private static final StructureShape DESCRIBE = input("")
            .optional("ListenerArn", string())
            .optional("RuleArns", list(string()))
            .optional("Marker", string())
            .optional("PageSize", integer(1, Answer.PAGE_SIZE));

    private static final StructureShape SET_PRIORITIES = input("")
            .required(
                    "RulePriorities",
                    list(structure().optional("RuleArn", string()).optional("Priority", integer(1, 50000))));

    private RuleLists() {}

    static List<Operation<AlbState>> operations() {
        return List.of(
                new Operation<>("DescribeRules", DESCRIBE, RuleLists::describe),
                new Operation<>("SetRulePriorities", SET_PRIORITIES, RuleLists::setPriorities));
    }

    private static Outcome<AlbState> describe(Call<AlbState> call) {
        Input input = call.input();
        List<String> arns = input.strings("RuleArns");
        Optional<String> listenerArn = input.optionalString("ListenerArn");
        if (arns.isEmpty() && listenerArn.isEmpty()) {
            throw Refusals.validation("You must specify either listener rule ARNs or a listener ARN");
        }
        if (!arns.isEmpty() && listenerArn.isPresent()) {
            throw Refusals.validation("Listener rule ARNs and a listener ARN cannot be specified at the same time");
        }
        Existing existing = Existing.of(call);
        Map<String, ObjectNode> rules = listenerArn
                .map(arn -> of(existing.state(), Rules.withRules(existing.listener(arn))))
                .orElseGet(() -> named(existing, arns));
        return new Outcome<>(call.state(), Answer.page("Rules", input, rules, Function.identity()));
    }

    /** All rules of {@code listener}, by a key that sorts them as they are tried. */
    private static Map<String, ObjectNode> of(AlbState state, Listener listener) {
        Map<String, ObjectNode> rules = new TreeMap<>();
        Stream.concat(
                        state.rulesOf(listener.listenerArn()).values().stream().map(RuleLists::entry),
                        Stream.of(defaultEntry(listener)))
                .forEach(entry -> rules.put(entry.getKey(), entry.getValue()));
        return rules;
    }

    private static Map<String, ObjectNode> named(Existing existing, List<String> arns) {
        Map<String, ObjectNode> rules = new TreeMap<>();
        for (String arn : arns) {
            Map.Entry<String, ObjectNode> entry = existing.rule(arn, RuleLists::entry, RuleLists::defaultEntry);
            rules.put(entry.getKey(), entry.getValue());
        }
        return rules;
    }

    private static Map.Entry<String, ObjectNode> entry(Rule rule) {
        return Map.entry(key(rule.listenerArn(), rule.priority()), RuleView.render(rule));
    }

    private static Map.Entry<String, ObjectNode> defaultEntry(Listener listener) {
        return Map.entry(key(listener.listenerArn(), Integer.MAX_VALUE), RuleView.renderDefault(listener));
    }

    private static String key(String listenerArn, int priority) {
        return String.format("%s %010d", listenerArn, priority);
    }

    /** All or nothing, and rules may swap places in one call: a guess (spec 1.3). */
    private static Outcome<AlbState> setPriorities(Call<AlbState> call) {
        Map<String, Rule> moved = new HashMap<>();
        Map<String, Set<Integer>> taken = new HashMap<>();
        List<ObjectNode> answer = new ArrayList<>();
        List<Input> pairs = call.input().structures("RulePriorities");
        if (pairs.isEmpty()) {
            throw Refusals.validation("At least one rule priority must be specified");
        }
        for (Input pair : pairs) {
            String arn = pair.optionalString("RuleArn")
                    .orElseThrow(() -> Refusals.validation("A rule ARN must be specified"));
            int priority = pair.optionalInteger("Priority")
                    .orElseThrow(() -> Refusals.validation("A rule priority must be specified"));
            Rule rule =
                    Rules.changeable(Existing.of(call), arn, "given a priority").withPriority(priority);
            if (moved.put(arn, rule) != null) {
                throw Refusals.validation("Rule '" + arn + "' was provided multiple times");
            }
            if (!taken.computeIfAbsent(rule.listenerArn(), key -> new HashSet<>())
                    .add(priority)) {
                throw Refusals.validation("Priority '" + priority + "' was provided multiple times");
            }
            answer.add(RuleView.render(rule));
        }
        taken.forEach((listenerArn, priorities) -> priorities.stream()
                .map(call.state().rulesInOrder(listenerArn)::get)
                .filter(rule -> rule != null && !moved.containsKey(rule.ruleArn()))
                .findFirst()
                .ifPresent(rule -> {
                    throw Refusals.priorityInUse(rule.priority());
                }));
        return new Outcome<>(after(call.state(), moved), Answer.list("Rules", answer));
    }

    private static AlbState after(AlbState before, Map<String, Rule> moved) {
        AlbState state = before;
        for (Rule rule : moved.values()) {
            if (!rule.equals(state.rules().get(rule.ruleArn()))) {
                state = state.with(rule);
            }
        }
        return state;
    }
}
