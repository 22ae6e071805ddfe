package io.underpass.emulator.description;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * The target groups that load balancers are to have. One that is described where it is used is called by its first target,
 * so that it stays the same when others join; described alike twice, it is one.
 *
 * <p>Threads: confined to one thread.
 */
final class PlannedGroups {

    private static final int LONGEST = 32;
    private static final int KEPT = 23;

    private final Set<String> taken = new HashSet<>();
    private final Map<String, List<PlannedGroup>> byLoadBalancer = new HashMap<>();

    /** The groups of all {@code loadBalancers}. */
    static PlannedGroups of(List<LoadBalancer> loadBalancers) {
        PlannedGroups groups = new PlannedGroups();
        for (LoadBalancer loadBalancer : loadBalancers) {
            groups.byLoadBalancer.put(loadBalancer.name(), groups.planned(loadBalancer));
        }
        return groups;
    }

    /** Those of {@code loadBalancer}. */
    List<PlannedGroup> of(LoadBalancer loadBalancer) {
        return byLoadBalancer.getOrDefault(loadBalancer.name(), List.of());
    }

    /** The name of the group that {@code share} of {@code loadBalancer} is about. */
    String name(LoadBalancer loadBalancer, Action.Share share) {
        return of(loadBalancer).stream()
                .filter(planned -> share.byName()
                        ? planned.group().name().equals(share.group().name())
                        : planned.group().equals(share.group()))
                .map(PlannedGroup::name)
                .findFirst()
                .orElseThrow();
    }

    /** The name of the group of {@code loadBalancer} that is called so there, or whose first target that is. */
    Optional<String> name(String loadBalancer, String group) {
        return byLoadBalancer.getOrDefault(loadBalancer, List.of()).stream()
                .filter(planned -> planned.group().name().equals(group)
                        || (planned.group().name().isEmpty()
                                && first(planned.group()).equals(group)))
                .map(PlannedGroup::name)
                .findFirst();
    }

    private List<PlannedGroup> planned(LoadBalancer loadBalancer) {
        List<PlannedGroup> planned = new ArrayList<>();
        boolean network = loadBalancer.type().equals("network");
        for (TargetGroup group : loadBalancer.targetGroups()) {
            String path = Paths.targetGroup(loadBalancer, group.name());
            planned.add(new PlannedGroup(free(loadBalancer.name(), group.name()), path, group, network));
        }
        Paths.actions(loadBalancer)
                .forEach((path, action) -> action.forwarded()
                        .filter(share -> !share.byName())
                        .map(Action.Share::group)
                        .filter(group -> planned.stream()
                                .noneMatch(other -> other.group().equals(group)))
                        .toList()
                        .forEach(group -> planned.add(
                                new PlannedGroup(free(loadBalancer.name(), first(group)), path, group, network))));
        return planned;
    }

    private static String first(TargetGroup group) {
        String first = group.targets().isEmpty() ? "none" : group.targets().get(0);
        return first.startsWith("arn:") ? first.replaceFirst("^.*:(function:|loadbalancer/[a-z]+/)", "") : first;
    }

    private String free(String loadBalancer, String suffix) {
        String wanted =
                (loadBalancer + '-' + suffix).replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
        String name = shortened(wanted);
        for (int i = 2; !taken.add(name); i++) {
            name = shortened(wanted + '-' + i);
        }
        return name;
    }

    private static String shortened(String name) {
        if (name.length() <= LONGEST) {
            return name;
        }
        CRC32 sum = new CRC32();
        sum.update(name.getBytes(StandardCharsets.UTF_8));
        return name.substring(0, KEPT).replaceAll("-$", "") + '-' + String.format("%08x", sum.getValue());
    }
}
