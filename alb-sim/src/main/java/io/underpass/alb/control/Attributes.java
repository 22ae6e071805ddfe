package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;

import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.alb.model.TargetGroup;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.ListShape;
import io.underpass.aws.shape.StructureShape;
import java.util.List;
import java.util.Map;

/**
 * The Describe…Attributes and Modify…Attributes of load balancers, target groups and listeners. Modify answers with all
 * attributes, as Describe does.
 *
 * <p>Threads: stateless.
 */
final class Attributes {

    private static final String LOAD_BALANCER = "LoadBalancerArn";
    private static final String TARGET_GROUP = "TargetGroupArn";
    private static final String LISTENER = "ListenerArn";

    private static final int LOAD_BALANCER_ATTRIBUTES_PER_CALL = 20;
    private static final int LOAD_BALANCER_VALUE_LENGTH = 1024;

    private Attributes() {}

    static List<Operation<AlbState>> operations() {
        return List.of(
                new Operation<>(
                        "DescribeLoadBalancerAttributes", named(LOAD_BALANCER), Attributes::describeLoadBalancer),
                new Operation<>(
                        "ModifyLoadBalancerAttributes",
                        named(LOAD_BALANCER)
                                .required(
                                        "Attributes",
                                        attributes(LOAD_BALANCER_ATTRIBUTES_PER_CALL, LOAD_BALANCER_VALUE_LENGTH)),
                        Attributes::modifyLoadBalancer),
                new Operation<>("DescribeTargetGroupAttributes", named(TARGET_GROUP), Attributes::describeTargetGroup),
                new Operation<>(
                        "ModifyTargetGroupAttributes",
                        named(TARGET_GROUP).required("Attributes", attributes(Integer.MAX_VALUE, Integer.MAX_VALUE)),
                        Attributes::modifyTargetGroup),
                new Operation<>("DescribeListenerAttributes", named(LISTENER), Attributes::describeListener),
                new Operation<>(
                        "ModifyListenerAttributes",
                        named(LISTENER).required("Attributes", attributes(Integer.MAX_VALUE, Integer.MAX_VALUE)),
                        Attributes::modifyListener));
    }

    private static StructureShape named(String member) {
        return input("").required(member, string());
    }

    private static ListShape attributes(int count, int valueLength) {
        return list(
                structure()
                        .optional("Key", string(0, 256, "^[a-zA-Z0-9._]+$"))
                        .optional("Value", string(0, valueLength)),
                0,
                count);
    }

    private static Outcome<AlbState> describeLoadBalancer(Call<AlbState> call) {
        LoadBalancer found = Existing.of(call).loadBalancer(call.input().string(LOAD_BALANCER));
        return new Outcome<>(call.state(), LoadBalancerCatalogue.of(found).render(found.attributes()));
    }

    private static Outcome<AlbState> modifyLoadBalancer(Call<AlbState> call) {
        LoadBalancer found = Existing.of(call).loadBalancer(call.input().string(LOAD_BALANCER));
        AttributeCatalogue catalogue = LoadBalancerCatalogue.of(found);
        Map<String, String> set = catalogue.modify(found.attributes(), call.input());
        LogRules.check(set);
        AlbState state = call.state();
        return new Outcome<>(
                set.equals(found.attributes()) ? state : state.with(found.withAttributes(set)), catalogue.render(set));
    }

    private static Outcome<AlbState> describeTargetGroup(Call<AlbState> call) {
        TargetGroup found = Existing.of(call).targetGroup(call.input().string(TARGET_GROUP));
        return new Outcome<>(call.state(), TargetGroupCatalogue.of(found).render(found.attributes()));
    }

    private static Outcome<AlbState> modifyTargetGroup(Call<AlbState> call) {
        TargetGroup found = Existing.of(call).targetGroup(call.input().string(TARGET_GROUP));
        AttributeCatalogue catalogue = TargetGroupCatalogue.of(found);
        Map<String, String> set = catalogue.modify(found.attributes(), call.input());
        if (found.network()) {
            TargetGroupAttributeRules.checkNetwork(found, set);
        } else {
            TargetGroupAttributeRules.check(set);
        }
        AlbState state = call.state();
        StickinessRules.check(state, found, set);
        return new Outcome<>(
                set.equals(found.attributes()) ? state : state.with(found.withAttributes(set)), catalogue.render(set));
    }

    private static Outcome<AlbState> describeListener(Call<AlbState> call) {
        Listener found = Existing.of(call).listener(call.input().string(LISTENER));
        return new Outcome<>(call.state(), ListenerCatalogue.of(found).render(found.attributes()));
    }

    private static Outcome<AlbState> modifyListener(Call<AlbState> call) {
        Listener found = Existing.of(call).listener(call.input().string(LISTENER));
        AttributeCatalogue catalogue = ListenerCatalogue.of(found);
        Map<String, String> set = catalogue.modify(found.attributes(), call.input());
        AlbState state = call.state();
        return new Outcome<>(
                set.equals(found.attributes()) ? state : state.with(found.withAttributes(set)), catalogue.render(set));
    }
}
