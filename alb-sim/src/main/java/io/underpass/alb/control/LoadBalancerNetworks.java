package io.underpass.alb.control;

import static io.underpass.aws.shape.Shapes.enumeration;
import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.string;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.alb.model.LoadBalancer.AvailabilityZone;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import java.util.List;
import java.util.Optional;

/**
 * SetSecurityGroups, SetSubnets and SetIpAddressType: where a load balancer that exists stands. Each replaces the full set
 * (spec 1.3).
 *
 * <p>Threads: confined to the control thread.
 */
final class LoadBalancerNetworks {

    private static final String ARN = "LoadBalancerArn";
    private static final StructureShape NAMED = input("").required(ARN, string());

    private static final StructureShape SET_SECURITY_GROUPS = NAMED.required("SecurityGroups", list(string()))
            .optional(LoadBalancerView.ENFORCED_ON_PRIVATE_LINK, enumeration("on", "off"));

    private static final StructureShape SET_SUBNETS = NAMED.optional("Subnets", list(string()))
            .optional("SubnetMappings", Networks.SUBNET_MAPPINGS)
            .optional("IpAddressType", enumeration("ipv4", "dualstack", "dualstack-without-public-ipv4"))
            .optional("EnablePrefixForIpv6SourceNat", enumeration("on", "off"));

    private static final StructureShape SET_IP_ADDRESS_TYPE =
            NAMED.required("IpAddressType", enumeration("ipv4", "dualstack", "dualstack-without-public-ipv4"));

    private final Networks networks;

    LoadBalancerNetworks(Networks networks) {
        this.networks = networks;
    }

    List<Operation<AlbState>> operations() {
        return List.of(
                new Operation<>("SetSecurityGroups", SET_SECURITY_GROUPS, this::setSecurityGroups),
                new Operation<>("SetSubnets", SET_SUBNETS, this::setSubnets),
                new Operation<>("SetIpAddressType", SET_IP_ADDRESS_TYPE, LoadBalancerNetworks::setIpAddressType));
    }

    private Outcome<AlbState> setSecurityGroups(Call<AlbState> call) {
        Input input = call.input();
        LoadBalancer before = Existing.of(call).loadBalancer(input.string(ARN));
        List<String> groups = networks.checkedGroups(input, before.scope(), before.vpcId());
        Optional<String> enforced = input.optionalString(LoadBalancerView.ENFORCED_ON_PRIVATE_LINK);
        if (before.network()) {
            checkNetwork(before, groups);
        } else if (enforced.isPresent()) {
            throw Refusals.invalidConfiguration("'" + LoadBalancerView.ENFORCED_ON_PRIVATE_LINK
                    + "' cannot be specified for load balancers of type 'application'");
        } else if (groups.isEmpty()) {
            throw Refusals.invalidConfiguration("At least one security group must be specified");
        }
        LoadBalancer after = before.withSecurityGroups(
                groups, enforced.or(before::enforceSecurityGroupInboundRulesOnPrivateLinkTraffic));
        ObjectNode answer = Answer.empty();
        answer.set("SecurityGroupIds", Answer.texts(after.securityGroups()));
        after.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic()
                .ifPresent(value -> answer.put(LoadBalancerView.ENFORCED_ON_PRIVATE_LINK, value));
        return changed(call.state(), before, after, answer);
    }

    /** With or without security groups is decided at creation (AWS: "Security groups for your NLB"); AWS's texts are not known. */
    private static void checkNetwork(LoadBalancer loadBalancer, List<String> groups) {
        if (loadBalancer.securityGroups().isEmpty()) {
            throw Refusals.invalidConfiguration("SetSecurityGroups is not supported for load balancers of type"
                    + " 'network' that were created without security groups");
        }
        if (groups.isEmpty()) {
            throw Refusals.invalidConfiguration("All security groups of a load balancer of type 'network' cannot be"
                    + " removed: at least one must be specified");
        }
    }

    private Outcome<AlbState> setSubnets(Call<AlbState> call) {
        Input input = call.input();
        LoadBalancer before = Existing.of(call).loadBalancer(input.string(ARN));
        if (input.has("EnablePrefixForIpv6SourceNat")) {
            throw AwsError.notEmulated("the parameter 'EnablePrefixForIpv6SourceNat' of SetSubnets");
        }
        LoadBalancerType type = LoadBalancerType.of(before);
        String ipAddressType = Networks.ipAddressType(
                input.optionalString("IpAddressType").orElse(before.ipAddressType()), type, before.internal());
        List<AvailabilityZone> zones =
                networks.zones(input, before.scope(), type, before.internal(), before.availabilityZones());
        if (!networks.vpcId(before.scope(), zones).equals(before.vpcId())) {
            throw Refusals.invalidConfiguration(
                    "The subnets of a load balancer must stay in its VPC, which is " + before.vpcId());
        }
        LoadBalancer after = before.withZones(zones, ipAddressType);
        ObjectNode answer = Answer.empty();
        LoadBalancerView.addZones(answer, after);
        return changed(call.state(), before, after, answer.put("IpAddressType", ipAddressType));
    }

    private static Outcome<AlbState> setIpAddressType(Call<AlbState> call) {
        LoadBalancer before = Existing.of(call).loadBalancer(call.input().string(ARN));
        String ipAddressType = Networks.ipAddressType(
                call.input().string("IpAddressType"), LoadBalancerType.of(before), before.internal());
        return changed(
                call.state(),
                before,
                before.withZones(before.availabilityZones(), ipAddressType),
                Answer.empty().put("IpAddressType", ipAddressType));
    }

    private static Outcome<AlbState> changed(
            AlbState state, LoadBalancer before, LoadBalancer after, ObjectNode answer) {
        return new Outcome<>(after.equals(before) ? state : state.with(after), answer);
    }
}
