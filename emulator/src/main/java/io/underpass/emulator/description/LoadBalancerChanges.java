package io.underpass.emulator.description;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.LoadBalancer.AvailabilityZone;
import io.underpass.aws.control.LocalCalls;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pcollections.TreePMap;

/**
 * Makes load balancers as they are described. What can be changed is changed; a load balancer of another type or scheme
 * takes the place of the one there was.
 *
 * <p>Threads: on the control thread.
 */
final class LoadBalancerChanges {

    private static final String ARN = "LoadBalancerArn";

    private final LocalCalls<AlbState> calls;
    private final Owner owner;
    private final Map<String, String> certificateArns;
    private final TargetGroupChanges groups;
    private final TrustStoreChanges trustStores;

    /** Changes of load balancers whose listeners show certificates that are called by names. */
    LoadBalancerChanges(LocalCalls<AlbState> calls, Owner owner, Map<String, String> certificateArns) {
        this.certificateArns = certificateArns;
        this.calls = calls;
        this.owner = owner;
        this.groups = new TargetGroupChanges(calls, owner);
        this.trustStores = new TrustStoreChanges(calls, owner);
    }

    /** Makes or changes what is described; what is not any more stays until {@link #remove}. Gives ARNs by name. */
    Map<String, String> put(Description description) {
        List<LoadBalancer> described = description.loadBalancers();
        Map<String, String> arns = new LinkedHashMap<>();
        Map<String, String> storeArns = trustStores.put(description.trustStores());
        PlannedGroups planned = PlannedGroups.of(described);
        for (LoadBalancer wanted : described) {
            String arn = Refusal.at(Paths.loadBalancer(wanted), () -> put(wanted));
            arns.put(wanted.name(), arn);
            List<PlannedGroup> all = planned.of(wanted);
            if (groups.haveToBeMadeAnew(all, vpcId(arn))) {
                calls.state().listenersOf(arn).keySet().forEach(this::deleteListener);
            }
            Map<String, String> groupArns = groups.put(all, vpcId(arn));
            RuleMembers members = new RuleMembers(share -> {
                String name = planned.name(wanted, share);
                return Optional.ofNullable(groupArns.get(name)).orElseThrow();
            });
            new ListenerChanges(calls, owner, members, certificateArns, storeArns).put(wanted, arn);
        }
        return arns;
    }

    /** Removes what is not described any more. */
    void remove(Description description) {
        List<LoadBalancer> described = description.loadBalancers();
        Set<String> names = described.stream().map(LoadBalancer::name).collect(Collectors.toSet());
        owned().forEach((name, existing) -> {
            if (!names.contains(name)) {
                Refusal.at("loadBalancers", () -> delete(existing.loadBalancerArn()));
            }
        });
        groups.remove(PlannedGroups.of(described), described);
        trustStores.remove(description.trustStores());
    }

    /** The load balancers of the description as they are, by name. */
    Map<String, io.underpass.alb.model.LoadBalancer> owned() {
        Map<String, io.underpass.alb.model.LoadBalancer> owned = new TreeMap<>();
        calls.state().loadBalancers().values().stream()
                .filter(existing -> owner.owns(existing.scope(), existing.tags()))
                .forEach(existing -> owned.put(existing.loadBalancerName(), existing));
        return owned;
    }

    private String vpcId(String arn) {
        return Optional.ofNullable(calls.state().loadBalancers().get(arn))
                .orElseThrow()
                .vpcId();
    }

    private String put(LoadBalancer wanted) {
        Optional<io.underpass.alb.model.LoadBalancer> existing = calls.state().loadBalancers().values().stream()
                .filter(each -> each.scope().equals(owner.scope())
                        && each.loadBalancerName().equals(wanted.name()))
                .findFirst();
        if (existing.isPresent()
                && !owner.owns(existing.get().scope(), existing.get().tags())) {
            throw new Refusal(
                    Paths.loadBalancer(wanted),
                    Owner.taken(
                            "the load balancer '" + wanted.name() + "'",
                            existing.get().tags()));
        }
        if (existing.isPresent()
                && (!existing.get().type().equals(wanted.type())
                        || !existing.get().scheme().equals(wanted.scheme()))) {
            delete(existing.get().loadBalancerArn());
            existing = Optional.empty();
        }
        String arn = existing.map(io.underpass.alb.model.LoadBalancer::loadBalancerArn)
                .orElseGet(() -> create(wanted));
        existing.ifPresent(known -> move(wanted, known));
        setAttributes(wanted, arn);
        calls.change(
                state -> state.with(Optional.ofNullable(state.loadBalancers().get(arn))
                        .orElseThrow()
                        .withTags(TreePMap.from(tags(wanted)))));
        return arn;
    }

    private Map<String, String> tags(LoadBalancer wanted) {
        Map<String, String> tags = new LinkedHashMap<>(wanted.tags());
        tags.putAll(owner.tags());
        return tags;
    }

    private String create(LoadBalancer wanted) {
        Members members = Members.of("Name", wanted.name())
                .text("Type", wanted.type())
                .text("Scheme", wanted.scheme())
                .texts("Subnets", wanted.subnets())
                .pairs("Tags", tags(wanted));
        if (!securityGroups(wanted).isEmpty()) {
            members.texts("SecurityGroups", securityGroups(wanted));
        }
        ObjectNode made = calls.call("CreateLoadBalancer", members.json(), owner.scope());
        return made.path("LoadBalancers").path(0).path(ARN).textValue();
    }

    /** Where nothing is said of networks at all, a group that nobody created: nothing stands in the way then. */
    private static List<String> securityGroups(LoadBalancer wanted) {
        boolean nothingSaid = wanted.subnets().equals(LoadBalancer.DEFAULT_SUBNETS)
                && wanted.securityGroups().isEmpty()
                && wanted.type().equals("application");
        return nothingSaid ? List.of("sg-0" + wanted.name()) : wanted.securityGroups();
    }

    private void move(LoadBalancer wanted, io.underpass.alb.model.LoadBalancer existing) {
        Set<String> subnets = existing.availabilityZones().stream()
                .map(AvailabilityZone::subnetId)
                .collect(Collectors.toSet());
        if (!subnets.equals(new HashSet<>(wanted.subnets()))) {
            calls.call(
                    "SetSubnets",
                    Members.of(ARN, existing.loadBalancerArn())
                            .texts("Subnets", wanted.subnets())
                            .json(),
                    owner.scope());
        }
        List<String> groupIds = securityGroups(wanted);
        if (!groupIds.isEmpty() && !groupIds.equals(existing.securityGroups())) {
            calls.call(
                    "SetSecurityGroups",
                    Members.of(ARN, existing.loadBalancerArn())
                            .texts("SecurityGroups", groupIds)
                            .json(),
                    owner.scope());
        }
    }

    /** What is not described any more has its default again, which no operation does. */
    private void setAttributes(LoadBalancer wanted, String arn) {
        calls.change(
                state -> state.with(Optional.ofNullable(state.loadBalancers().get(arn))
                        .orElseThrow()
                        .withAttributes(Map.of())));
        if (!wanted.attributes().isEmpty()) {
            calls.call(
                    "ModifyLoadBalancerAttributes",
                    Members.of(ARN, arn)
                            .pairs("Attributes", wanted.attributes())
                            .json(),
                    owner.scope());
        }
    }

    private ObjectNode delete(String arn) {
        return calls.call("DeleteLoadBalancer", Members.of(ARN, arn).json(), owner.scope());
    }

    private void deleteListener(String arn) {
        calls.call("DeleteListener", Members.of("ListenerArn", arn).json(), owner.scope());
    }
}
