package io.underpass.emulator.description;

import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import io.underpass.aws.control.LocalCalls;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes target groups as they are described. Threads: on the control thread. */
final class TargetGroupChanges {

    private static final String ARN = "TargetGroupArn";
    private static final String DRAFT = "underpass-draft";

    private final LocalCalls<AlbState> calls;
    private final Owner owner;

    TargetGroupChanges(LocalCalls<AlbState> calls, Owner owner) {
        this.calls = calls;
        this.owner = owner;
    }

    /** Whether some of {@code planned} exist in a way that cannot be changed. */
    boolean haveToBeMadeAnew(List<PlannedGroup> planned, String vpcId) {
        return planned.stream()
                .anyMatch(group -> existing(group.name())
                        .filter(known -> !sameKind(known, draft(group, vpcId)))
                        .isPresent());
    }

    /** Makes or changes {@code planned}; gives ARNs by name. */
    Map<String, String> put(List<PlannedGroup> planned, String vpcId) {
        Map<String, String> arns = new LinkedHashMap<>();
        planned.forEach(group -> arns.put(group.name(), Refusal.at(group.path(), () -> put(group, vpcId))));
        return arns;
    }

    /** Removes the groups of the description that are not {@code planned}. */
    void remove(PlannedGroups planned, List<LoadBalancer> described) {
        Set<String> names = new HashSet<>();
        described.forEach(loadBalancer -> planned.of(loadBalancer).forEach(group -> names.add(group.name())));
        List<io.underpass.alb.model.TargetGroup> gone = calls.state().targetGroups().values().stream()
                .filter(group -> owner.owns(group.scope(), group.tags()) && !names.contains(group.targetGroupName()))
                .toList();
        gone.forEach(group -> Refusal.at("loadBalancers", () -> delete(group)));
    }

    private String put(PlannedGroup planned, String vpcId) {
        Optional<io.underpass.alb.model.TargetGroup> existing = existing(planned.name());
        if (existing.isPresent()
                && !owner.owns(existing.get().scope(), existing.get().tags())) {
            throw new Refusal(
                    planned.path(),
                    Owner.taken(
                            "the target group '" + planned.name() + "'",
                            existing.get().tags()));
        }
        if (existing.isPresent()) {
            io.underpass.alb.model.TargetGroup draft = draft(planned, vpcId);
            if (sameKind(existing.get(), draft)) {
                // Health checks and attributes that are not described any more are the default again.
                io.underpass.alb.model.TargetGroup changed =
                        existing.get().withHealthCheck(draft.healthCheck()).withAttributes(Map.of());
                calls.change(state -> state.with(changed));
            } else {
                delete(existing.get());
                existing = Optional.empty();
            }
        }
        String arn = existing.map(io.underpass.alb.model.TargetGroup::targetGroupArn)
                .orElseGet(() -> create(planned.name(), planned, vpcId));
        setAttributes(planned, arn);
        setTargets(planned, arn);
        return arn;
    }

    private String create(String name, PlannedGroup planned, String vpcId) {
        Members input = planned.creation().text("Name", name).pairs("Tags", owner.tags());
        if (!planned.type().equals("lambda")) {
            input.text("VpcId", vpcId);
        }
        return calls.call("CreateTargetGroup", input.json(), owner.scope())
                .path("TargetGroups")
                .path(0)
                .path(ARN)
                .textValue();
    }

    /** What {@code planned} would be if it were new. */
    private io.underpass.alb.model.TargetGroup draft(PlannedGroup planned, String vpcId) {
        io.underpass.alb.model.TargetGroup draft =
                byArn(Refusal.at(planned.path(), () -> create(DRAFT, planned, vpcId)));
        calls.change(state -> state.without(draft));
        return draft;
    }

    private io.underpass.alb.model.TargetGroup byArn(String arn) {
        return Optional.ofNullable(calls.state().targetGroups().get(arn)).orElseThrow();
    }

    private Optional<io.underpass.alb.model.TargetGroup> existing(String name) {
        return calls.state().targetGroups().values().stream()
                .filter(group -> group.scope().equals(owner.scope())
                        && group.targetGroupName().equals(name))
                .findFirst();
    }

    private static boolean sameKind(io.underpass.alb.model.TargetGroup one, io.underpass.alb.model.TargetGroup other) {
        return one.protocol().equals(other.protocol())
                && one.protocolVersion().equals(other.protocolVersion())
                && one.vpcId().equals(other.vpcId())
                && one.targetType().equals(other.targetType())
                && one.port() == other.port()
                && one.ipAddressType().equals(other.ipAddressType());
    }

    private void setAttributes(PlannedGroup planned, String arn) {
        Map<String, String> attributes = new LinkedHashMap<>();
        planned.group().stickiness().ifPresent(time -> {
            attributes.put("stickiness.enabled", "true");
            attributes.put("stickiness.type", "lb_cookie");
            attributes.put("stickiness.lb_cookie.duration_seconds", Long.toString(time.toSeconds()));
        });
        attributes.putAll(planned.group().attributes());
        if (!attributes.isEmpty()) {
            call("ModifyTargetGroupAttributes", Members.of(ARN, arn).pairs("Attributes", attributes));
        }
    }

    private void setTargets(PlannedGroup planned, String arn) {
        io.underpass.alb.model.TargetGroup group = byArn(arn);
        Map<String, Members> wanted = new LinkedHashMap<>();
        planned.targets()
                .forEach(target -> wanted.put(
                        target.json().path("Id").textValue()
                                + ':'
                                + target.json().path("Port").asInt(group.lambda() ? 0 : group.port()),
                        target));
        Map<String, TargetDescription> registered = group.targets().values().stream()
                .filter(target -> target.deregisteredAt().isEmpty())
                .collect(Collectors.toMap(TargetDescription::key, target -> target));
        List<Members> gone = new ArrayList<>();
        registered.forEach((key, target) -> {
            if (!wanted.containsKey(key)) {
                Members members = Members.of("Id", target.id());
                gone.add(target.port() == 0 ? members : members.number("Port", target.port()));
            }
        });
        wanted.keySet().removeAll(registered.keySet());
        if (!gone.isEmpty()) {
            call("DeregisterTargets", Members.of(ARN, arn).structures("Targets", gone));
        }
        if (!wanted.isEmpty()) {
            call("RegisterTargets", Members.of(ARN, arn).structures("Targets", List.copyOf(wanted.values())));
        }
    }

    private String delete(io.underpass.alb.model.TargetGroup group) {
        call("DeleteTargetGroup", Members.of(ARN, group.targetGroupArn()));
        return group.targetGroupArn();
    }

    private void call(String operation, Members input) {
        calls.call(operation, input.json(), owner.scope());
    }
}
