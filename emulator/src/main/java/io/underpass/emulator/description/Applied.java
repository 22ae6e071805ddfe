package io.underpass.emulator.description;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * What became of a description.
 *
 * <p>Threads: immutable.
 */
public final class Applied {

    private final Description description;
    private final URI endpoint;
    private final Map<String, String> apiIds;
    private final Map<String, String> linkIds;
    private final Map<String, String> loadBalancerArns;
    private final Map<String, String> targetGroupArns;
    private final PlannedGroups groups;
    private final List<String> changes;

    Applied(
            Description description,
            URI endpoint,
            Map<String, String> apiIds,
            Map<String, String> linkIds,
            Map<String, String> loadBalancerArns,
            Map<String, String> targetGroupArns,
            List<String> changes) {
        this.groups = PlannedGroups.of(description.loadBalancers());
        this.description = description;
        this.endpoint = endpoint;
        this.apiIds = Map.copyOf(apiIds);
        this.linkIds = Map.copyOf(linkIds);
        this.loadBalancerArns = Map.copyOf(loadBalancerArns);
        this.targetGroupArns = Map.copyOf(targetGroupArns);
        this.changes = List.copyOf(changes);
    }

    /** What was applied. */
    public Description description() {
        return description;
    }

    /** Where the API called {@code name} is invoked, without a slash at its end. */
    public URI invokeUrl(String name) {
        String stage = description.apis().stream()
                .filter(api -> api.name().equals(name))
                .findFirst()
                .orElseThrow(() -> missing("API", name, apiIds))
                .stage();
        return endpoint.resolve("/restapis/" + apiId(name) + "/" + stage + "/_user_request_");
    }

    /** The id of the API called {@code name}. */
    public String apiId(String name) {
        return of(apiIds, "API", name);
    }

    /** The id of the VPC link called {@code name}; that of one which is not described is {@code private}. */
    public String linkId(String name) {
        return of(linkIds, "VPC link", name);
    }

    /** The ARN of the load balancer called {@code name}. */
    public String loadBalancerArn(String name) {
        return of(loadBalancerArns, "load balancer", name);
    }

    /**
     * The ARN of a target group of the load balancer called {@code loadBalancer}.
     *
     * @param group its name, or the first target of one that is described where it is used
     */
    public String targetGroupArn(String loadBalancer, String group) {
        return of(
                targetGroupArns,
                "target group",
                groups.name(loadBalancer, group).orElse(group));
    }

    /** The ARNs of all target groups, by their whole names. */
    public Map<String, String> targetGroupArns() {
        return targetGroupArns;
    }

    /** What had to be changed, in words; empty where everything was as described. */
    public List<String> changes() {
        return changes;
    }

    Collection<String> linkIds() {
        return linkIds.values();
    }

    Collection<String> loadBalancerArns() {
        return loadBalancerArns.values();
    }

    private static String of(Map<String, String> ids, String what, String name) {
        String id = ids.get(name);
        if (id == null) {
            throw missing(what, name, ids);
        }
        return id;
    }

    private static NoSuchElementException missing(String what, String name, Map<String, String> ids) {
        return new NoSuchElementException(
                "the description has no " + what + " '" + name + "'" + Nearest.among(name, ids.keySet()));
    }
}
