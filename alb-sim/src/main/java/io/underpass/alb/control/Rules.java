package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.bool;
import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.string;

import io.underpass.alb.model.Action;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.Rule;
import io.underpass.alb.model.RuleCondition;
import io.underpass.alb.model.RuleTransform;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import java.util.List;
import org.pcollections.PSortedMap;

/**
 * CreateRule, ModifyRule and DeleteRule.
 *
 * <p>Threads: immutable.
 */
final class Rules {

    private static final int ID_LENGTH = 16;

    private static final StructureShape CREATE = input("")
            .required("ListenerArn", string())
            .required("Conditions", ConditionShapes.CONDITIONS)
            .required("Priority", integer(1, 50000))
            .required("Actions", ActionShapes.ACTIONS)
            .optional("Tags", TagList.SHAPE)
            .optional("Transforms", Transforms.SHAPE);

    private static final StructureShape MODIFY = input("")
            .required("RuleArn", string())
            .optional("Conditions", ConditionShapes.CONDITIONS)
            .optional("Actions", ActionShapes.ACTIONS)
            .optional("Transforms", Transforms.SHAPE)
            .optional("ResetTransforms", bool());

    private final ElbV2Settings.Limits limits;
    private final TargetGroupVpcs vpcs;

    Rules(ElbV2Settings.Limits limits, TargetGroupVpcs vpcs) {
        this.limits = limits;
        this.vpcs = vpcs;
    }

    List<Operation<AlbState>> operations() {
        return List.of(
                new Operation<>("CreateRule", CREATE, this::create),
                new Operation<>("ModifyRule", MODIFY, this::modify),
                new Operation<>("DeleteRule", input("").required("RuleArn", string()), Rules::delete));
    }

    private Outcome<AlbState> create(Call<AlbState> call) {
        Input input = call.input();
        Existing existing = Existing.of(call);
        Listener listener = withRules(existing.listener(input.string("ListenerArn")));
        List<RuleCondition> conditions = conditions(input);
        List<Action> actions = actions(existing, input, listener, List.of());
        List<RuleTransform> transforms = Transforms.read(input);
        PSortedMap<String, String> tags = TagList.read(input);
        int priority = input.optionalInteger("Priority").orElseThrow();
        if (call.state().rulesInOrder(listener.listenerArn()).containsKey(priority)) {
            throw Refusals.priorityInUse(priority);
        }
        if (call.state().rulesOfLoadBalancer(listener.loadBalancerArn()).size() >= limits.of(Quota.RULES)) {
            throw Refusals.of(
                    "TooManyRules",
                    // How AWS's text ends is not known.
                    "The maximum number of rules on load balancer " + listener.loadBalancerArn() + " has been reached: "
                            + limits.of(Quota.RULES));
        }
        String arn = ResourceType.RULE.below(
                ResourceType.LISTENER, listener.listenerArn(), call.ids().hex(ID_LENGTH));
        Rule rule = new Rule(arn, listener.listenerArn(), priority, conditions, actions, transforms, tags);
        return checked(call.state().with(rule), listener, rule);
    }

    private Outcome<AlbState> modify(Call<AlbState> call) {
        Input input = call.input();
        boolean reset = input.optionalBoolean("ResetTransforms").orElse(false);
        if (reset && input.has("Transforms")) {
            throw Refusals.validation("Transforms and ResetTransforms cannot be specified at the same time");
        }
        if (!reset && !input.has("Conditions") && !input.has("Actions") && !input.has("Transforms")) {
            throw Refusals.validation("Either conditions or actions must be specified");
        }
        Existing existing = Existing.of(call);
        Rule before = changeable(existing, input.string("RuleArn"), "modified");
        Listener listener = existing.listener(before.listenerArn());
        Rule rule = new Rule(
                before.ruleArn(),
                before.listenerArn(),
                before.priority(),
                input.has("Conditions") ? conditions(input) : before.conditions(),
                input.has("Actions") ? actions(existing, input, listener, before.actions()) : before.actions(),
                reset ? List.of() : input.has("Transforms") ? Transforms.read(input) : before.transforms(),
                before.tags());
        return rule.equals(before)
                ? outcome(call.state(), before)
                : checked(call.state().with(rule), listener, rule);
    }

    private static Outcome<AlbState> delete(Call<AlbState> call) {
        Rule rule = changeable(Existing.of(call), call.input().string("RuleArn"), "deleted");
        return new Outcome<>(call.state().without(rule), Answer.empty());
    }

    /** A listener that can have rules: a network load balancer's has its default action only. AWS's text is not known. */
    static Listener withRules(Listener listener) {
        if (Protocols.isNetwork(listener.protocol())) {
            throw Refusals.of(
                    "UnsupportedProtocol", "Rules are not supported for " + listener.protocol() + " listeners");
        }
        return listener;
    }

    /** A rule that is not the default rule. */
    static Rule changeable(Existing existing, String arn, String verb) {
        return existing.rule(arn, rule -> rule, listener -> {
            throw Refusals.notPermitted("Default rule '" + arn + "' cannot be " + verb);
        });
    }

    private List<RuleCondition> conditions(Input input) {
        return new Conditions(limits).read(input.structures("Conditions"));
    }

    private List<Action> actions(Existing existing, Input input, Listener listener, List<Action> before) {
        return new Actions(existing, limits.of(Quota.TARGET_GROUPS_PER_ACTION), before)
                .read(input.structures("Actions"), listener.protocol(), listener.port());
    }

    private Outcome<AlbState> checked(AlbState after, Listener listener, Rule rule) {
        TargetGroupUse.check(after, listener, rule.actions(), limits);
        vpcs.check(after, listener, rule.actions());
        return outcome(after, rule);
    }

    private static Outcome<AlbState> outcome(AlbState state, Rule rule) {
        return new Outcome<>(state, Answer.list("Rules", List.of(RuleView.render(rule))));
    }
}
