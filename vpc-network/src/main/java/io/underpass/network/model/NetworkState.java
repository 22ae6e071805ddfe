package io.underpass.network.model;

import io.underpass.aws.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * All VPC networks of all accounts and regions.
 *
 * <p>Threads: immutable.
 *
 * @param scopes those that got their default network, which somebody may have deleted since, by account and region
 * @param vpcs by id
 * @param subnets by id
 * @param securityGroups by id
 * @param tags by the id of the resource, then by key; no entry for resources without tags
 */
public record NetworkState(
        PSortedMap<String, Scope> scopes,
        PSortedMap<String, Vpc> vpcs,
        PSortedMap<String, Subnet> subnets,
        PSortedMap<String, SecurityGroup> securityGroups,
        PSortedMap<String, PSortedMap<String, String>> tags) {

    /** Nothing yet. */
    public static final NetworkState EMPTY =
            new NetworkState(TreePMap.empty(), TreePMap.empty(), TreePMap.empty(), TreePMap.empty(), TreePMap.empty());

    /** This state with the default network of {@code scope}; itself where it got it before. */
    public NetworkState lookedAt(Scope scope) {
        String key = scope.account() + '/' + scope.region();
        if (scopes.containsKey(key)) {
            return this;
        }
        NetworkState state = new NetworkState(scopes.plus(key, scope), vpcs, subnets, securityGroups, tags)
                .with(DefaultNetwork.vpc(scope))
                .with(DefaultNetwork.securityGroup(scope));
        for (Subnet subnet : DefaultNetwork.subnets(scope)) {
            state = state.with(subnet);
        }
        return state;
    }

    /** The VPC {@code vpcId} of {@code scope}. */
    public Optional<Vpc> vpc(Scope scope, String vpcId) {
        return Optional.ofNullable(vpcs.get(vpcId)).filter(vpc -> vpc.scope().equals(scope));
    }

    /** The subnet {@code subnetId} of {@code scope}. */
    public Optional<Subnet> subnet(Scope scope, String subnetId) {
        return Optional.ofNullable(subnets.get(subnetId))
                .filter(subnet -> subnet.scope().equals(scope));
    }

    /** The security group {@code groupId} of {@code scope}. */
    public Optional<SecurityGroup> securityGroup(Scope scope, String groupId) {
        return Optional.ofNullable(securityGroups.get(groupId))
                .filter(group -> group.scope().equals(scope));
    }

    /** The VPCs of {@code scope}. */
    public List<Vpc> vpcs(Scope scope) {
        return vpcs.values().stream().filter(vpc -> vpc.scope().equals(scope)).toList();
    }

    /** The subnets of {@code scope}. */
    public List<Subnet> subnets(Scope scope) {
        return subnets.values().stream()
                .filter(subnet -> subnet.scope().equals(scope))
                .toList();
    }

    /** The security groups of {@code scope}. */
    public List<SecurityGroup> securityGroups(Scope scope) {
        return securityGroups.values().stream()
                .filter(group -> group.scope().equals(scope))
                .toList();
    }

    /** The default VPC of {@code scope}, unless somebody deleted it. */
    public Optional<Vpc> defaultVpc(Scope scope) {
        return vpcs(scope).stream().filter(Vpc::isDefault).findFirst();
    }

    /** The group that the VPC {@code vpcId} has from the start. */
    public Optional<SecurityGroup> defaultSecurityGroup(String vpcId) {
        return securityGroups.values().stream()
                .filter(group -> group.vpcId().equals(vpcId) && group.hasDefaultName())
                .findFirst();
    }

    /** The tags of the resource {@code id}. */
    public PSortedMap<String, String> tagsOf(String id) {
        return tags.getOrDefault(id, TreePMap.empty());
    }

    /** This state with {@code vpc} added or replaced. */
    public NetworkState with(Vpc vpc) {
        return new NetworkState(scopes, vpcs.plus(vpc.vpcId(), vpc), subnets, securityGroups, tags);
    }

    /** This state with {@code subnet} added or replaced. */
    public NetworkState with(Subnet subnet) {
        return new NetworkState(scopes, vpcs, subnets.plus(subnet.subnetId(), subnet), securityGroups, tags);
    }

    /** This state with {@code group} added or replaced. */
    public NetworkState with(SecurityGroup group) {
        return new NetworkState(scopes, vpcs, subnets, securityGroups.plus(group.groupId(), group), tags);
    }

    /** This state with the tags of the resource {@code id} replaced. */
    public NetworkState withTags(String id, PSortedMap<String, String> others) {
        PSortedMap<String, PSortedMap<String, String>> after =
                others.isEmpty() ? tags.minus(id) : tags.plus(id, others);
        return new NetworkState(scopes, vpcs, subnets, securityGroups, after);
    }

    /** This state without {@code vpc}. */
    public NetworkState without(Vpc vpc) {
        return new NetworkState(scopes, vpcs.minus(vpc.vpcId()), subnets, securityGroups, tags.minus(vpc.vpcId()));
    }

    /** This state without {@code subnet}. */
    public NetworkState without(Subnet subnet) {
        return new NetworkState(
                scopes, vpcs, subnets.minus(subnet.subnetId()), securityGroups, tags.minus(subnet.subnetId()));
    }

    /** This state without {@code group}. */
    public NetworkState without(SecurityGroup group) {
        return new NetworkState(scopes, vpcs, subnets, securityGroups.minus(group.groupId()), tags)
                .withoutTags(group.rules().keySet())
                .withoutTags(List.of(group.groupId()));
    }

    /** This state without the tags of some resources. */
    public NetworkState withoutTags(Collection<String> ids) {
        return new NetworkState(scopes, vpcs, subnets, securityGroups, tags.minusAll(ids));
    }
}
