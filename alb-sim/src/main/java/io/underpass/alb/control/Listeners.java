package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.Certificates;
import io.underpass.alb.model.Action;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pcollections.TreePMap;

/**
 * CreateListener, DescribeListeners, ModifyListener and DeleteListener.
 *
 * <p>Threads: immutable.
 */
final class Listeners {

    private static final int ID_LENGTH = 16;

    private static final StructureShape SETTINGS = input("")
            .optional("Protocol", Protocols.ANY)
            .optional("Port", integer(1, 65535))
            .optional("SslPolicy", string())
            .optional("Certificates", ListenerTls.CERTIFICATES)
            .optional("AlpnPolicy", list(string()))
            .optional("MutualAuthentication", MutualAuthenticationMembers.SHAPE);

    private static final StructureShape CREATE = SETTINGS.required("LoadBalancerArn", string())
            .required("DefaultActions", ActionShapes.ACTIONS)
            .optional("Tags", TagList.SHAPE);

    private static final StructureShape MODIFY =
            SETTINGS.required("ListenerArn", string()).optional("DefaultActions", ActionShapes.ACTIONS);

    private static final StructureShape DESCRIBE = input("")
            .optional("LoadBalancerArn", string())
            .optional("ListenerArns", list(string()))
            .optional("Marker", string())
            .optional("PageSize", integer(1, Answer.PAGE_SIZE));

    private final ElbV2Settings.Limits limits;
    private final Certificates certificates;
    private final TargetGroupVpcs vpcs;

    Listeners(ElbV2Settings.Limits limits, Certificates certificates, TargetGroupVpcs vpcs) {
        this.limits = limits;
        this.certificates = certificates;
        this.vpcs = vpcs;
    }

    List<Operation<AlbState>> operations() {
        return List.of(
                new Operation<>("CreateListener", CREATE, this::create),
                new Operation<>("DescribeListeners", DESCRIBE, Listeners::describe),
                new Operation<>("ModifyListener", MODIFY, this::modify),
                new Operation<>("DeleteListener", input("").required("ListenerArn", string()), Listeners::delete));
    }

    private Outcome<AlbState> create(Call<AlbState> call) {
        Input input = call.input();
        Existing existing = Existing.of(call);
        LoadBalancer loadBalancer = existing.loadBalancer(input.string("LoadBalancerArn"));
        int port = input.optionalInteger("Port")
                .orElseThrow(() -> Refusals.validation("A listener port must be specified"));
        String protocol = input.optionalString("Protocol")
                .orElseThrow(() -> Refusals.validation("A listener protocol must be specified"));
        Protocols.checkListener(LoadBalancerType.of(loadBalancer), protocol);
        Optional<Listener.Tls> tls = new ListenerTls(existing, certificates).read(input, protocol, Optional.empty());
        List<Action> actions = actions(existing, input, protocol, port, List.of());
        Optional<Listener> clash = on(call.state(), loadBalancer.loadBalancerArn(), port);
        if (clash.isPresent()) {
            if (clash.get().protocol().equals(protocol)
                    && clash.get().tls().map(known -> known.withMore(List.of())).equals(tls)
                    && clash.get().defaultActions().equals(actions)) {
                return outcome(call.state(), clash.get());
            }
            throw duplicate(loadBalancer.loadBalancerArn());
        }
        if (call.state().listenersOf(loadBalancer.loadBalancerArn()).size() >= limits.of(Quota.LISTENERS)) {
            throw Refusals.of(
                    "TooManyListeners",
                    "The maximum number of listeners for load balancer '" + loadBalancer.loadBalancerArn()
                            + "' has been reached: " + limits.of(Quota.LISTENERS));
        }
        String arn = ResourceType.LISTENER.below(
                ResourceType.LOAD_BALANCER,
                loadBalancer.loadBalancerArn(),
                call.ids().hex(ID_LENGTH));
        Listener listener = new Listener(
                arn,
                loadBalancer.loadBalancerArn(),
                protocol,
                port,
                tls,
                actions,
                ResourceType.RULE.below(ResourceType.LISTENER, arn, call.ids().hex(ID_LENGTH)),
                Map.of(),
                TagList.read(input),
                TreePMap.empty());
        return checked(call.state().with(listener), listener);
    }

    private Outcome<AlbState> modify(Call<AlbState> call) {
        Input input = call.input();
        Existing existing = Existing.of(call);
        Listener before = existing.listener(input.string("ListenerArn"));
        String protocol = input.optionalString("Protocol").orElse(before.protocol());
        int port = input.optionalInteger("Port").orElse(before.port());
        LoadBalancer loadBalancer = existing.loadBalancer(before.loadBalancerArn());
        Protocols.checkListener(LoadBalancerType.of(loadBalancer), protocol);
        Optional<Listener.Tls> tls = new ListenerTls(existing, certificates).read(input, protocol, before.tls());
        if (tls.isPresent() && before.tls().isEmpty() && !input.has("SslPolicy")) {
            // Only a new listener gets the default (API_ModifyListener); the text is a guess.
            throw Refusals.validation(
                    "A security policy must be specified to change the protocol of a listener to " + protocol);
        }
        boolean taken = on(call.state(), before.loadBalancerArn(), port)
                .filter(other -> !other.listenerArn().equals(before.listenerArn()))
                .isPresent();
        if (taken) {
            throw duplicate(before.loadBalancerArn());
        }
        List<Action> actions = input.has("DefaultActions")
                ? actions(existing, input, protocol, port, before.defaultActions())
                : before.defaultActions();
        Listener listener = new Listener(
                before.listenerArn(),
                before.loadBalancerArn(),
                protocol,
                port,
                tls,
                actions,
                before.defaultRuleArn(),
                before.attributes(),
                before.tags(),
                before.defaultRuleTags());
        return listener.equals(before)
                ? outcome(call.state(), before)
                : checked(call.state().with(listener), listener);
    }

    private List<Action> actions(Existing existing, Input input, String protocol, int port, List<Action> before) {
        return new Actions(existing, limits.of(Quota.TARGET_GROUPS_PER_ACTION), before)
                .read(input.structures("DefaultActions"), protocol, port);
    }

    private static Optional<Listener> on(AlbState state, String loadBalancerArn, int port) {
        return state.listenersOf(loadBalancerArn).values().stream()
                .filter(listener -> listener.port() == port)
                .findFirst();
    }

    private static RuntimeException duplicate(String loadBalancerArn) {
        return Refusals.of(
                "DuplicateListener",
                "A listener already exists on this port for this load balancer '" + loadBalancerArn + "'");
    }

    private Outcome<AlbState> checked(AlbState after, Listener listener) {
        AuthenticationActions.refuseWithoutTls(listener.defaultActions(), listener.protocol());
        after.rulesOf(listener.listenerArn()).values().forEach(rule -> {
            AuthenticationActions.refuseWithoutTls(rule.actions(), listener.protocol());
            TargetGroupUse.checkVersions(after, listener, rule.actions());
        });
        checkVerifying(after, listener);
        RedirectActions.check(listener.defaultActions(), listener.protocol(), listener.port());
        TargetGroupUse.check(after, listener, listener.defaultActions(), limits);
        vpcs.check(after, listener, listener.defaultActions());
        return outcome(after, listener);
    }

    /** Which code AWS answers with is a guess, as is the text. */
    private void checkVerifying(AlbState after, Listener changed) {
        long verifying = after.listenersOf(changed.loadBalancerArn()).values().stream()
                .filter(listener -> after.trustStoreOf(listener).isPresent())
                .count();
        if (verifying > limits.of(Quota.VERIFYING_LISTENERS)
                && after.trustStoreOf(changed).isPresent()) {
            throw Refusals.of(
                    "TooManyListeners",
                    "The maximum number of listeners with mutual authentication mode 'verify' for load balancer '"
                            + changed.loadBalancerArn() + "' has been reached: "
                            + limits.of(Quota.VERIFYING_LISTENERS));
        }
    }

    private static Outcome<AlbState> outcome(AlbState state, Listener listener) {
        return new Outcome<>(state, Answer.list("Listeners", List.of(render(listener))));
    }

    private static Outcome<AlbState> describe(Call<AlbState> call) {
        return new Outcome<>(
                call.state(),
                Answer.page("Listeners", call.input(), chosen(call.input(), Existing.of(call)), Listeners::render));
    }

    private static Map<String, Listener> chosen(Input input, Existing existing) {
        List<String> arns = input.strings("ListenerArns");
        Optional<String> loadBalancerArn = input.optionalString("LoadBalancerArn");
        if (arns.isEmpty() && loadBalancerArn.isEmpty()) {
            throw Refusals.validation("You must specify either listener ARNs or a load balancer ARN");
        }
        if (!arns.isEmpty() && loadBalancerArn.isPresent()) {
            throw Refusals.validation("Listener ARNs and a load balancer ARN cannot be specified at the same time");
        }
        if (loadBalancerArn.isPresent()) {
            return existing.state()
                    .listenersOf(existing.loadBalancer(loadBalancerArn.get()).loadBalancerArn());
        }
        Map<String, Listener> found = new TreeMap<>();
        arns.forEach(arn -> found.put(arn, existing.listener(arn)));
        return found;
    }

    private static ObjectNode render(Listener listener) {
        ObjectNode members = Answer.empty()
                .put("ListenerArn", listener.listenerArn())
                .put("LoadBalancerArn", listener.loadBalancerArn())
                .put("Port", listener.port())
                .put("Protocol", listener.protocol());
        listener.tls().ifPresent(tls -> ListenerTls.addTo(members, tls));
        members.set("DefaultActions", ActionView.render(listener.defaultActions()));
        listener.tls().ifPresent(tls -> ListenerTls.addMoreTo(members, tls, listener.protocol()));
        return members;
    }

    private static Outcome<AlbState> delete(Call<AlbState> call) {
        Listener listener = Existing.of(call).listener(call.input().string("ListenerArn"));
        AlbTargets.refuseWhileRegistered(call.state(), listener);
        return new Outcome<>(call.state().without(listener), Answer.empty());
    }
}
