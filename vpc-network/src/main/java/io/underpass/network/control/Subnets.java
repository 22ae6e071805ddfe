package io.underpass.network.control;

import static io.underpass.aws.shape.Shapes.string;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import io.underpass.network.Interfaces;
import io.underpass.network.model.Ipv4Cidr;
import io.underpass.network.model.NetworkState;
import io.underpass.network.model.Subnet;
import io.underpass.network.model.Vpc;
import io.underpass.network.model.Zones;
import java.util.List;
import java.util.Optional;

/**
 * CreateSubnet, DescribeSubnets, ModifySubnetAttribute and DeleteSubnet.
 *
 * <p>Threads: immutable.
 */
final class Subnets {

    private static final int SMALLEST_PREFIX = 28;
    private static final int RESERVED_ADDRESSES = 5;

    private static final StructureShape CREATE = Ec2Shapes.any()
            .required("VpcId", string())
            .required("CidrBlock", string())
            .optional("AvailabilityZone", string())
            .optional("AvailabilityZoneId", string())
            .optional("TagSpecification", Ec2Shapes.TAG_SPECIFICATIONS);

    private static final StructureShape MODIFY =
            Ec2Shapes.any().required("SubnetId", string()).optional("MapPublicIpOnLaunch", Ec2Shapes.flag());

    private final Interfaces interfaces;

    Subnets(Interfaces interfaces) {
        this.interfaces = interfaces;
    }

    List<Operation<NetworkState>> operations() {
        return List.of(
                new Operation<>("CreateSubnet", CREATE, Subnets::create),
                new Operation<>("DescribeSubnets", Ec2Shapes.describe("SubnetId"), this::describe),
                new Operation<>("ModifySubnetAttribute", MODIFY, Subnets::modify),
                new Operation<>("DeleteSubnet", Ec2Shapes.any().required("SubnetId", string()), this::delete));
    }

    private static Subnet named(Call<NetworkState> call) {
        String id = call.input().string("SubnetId");
        return call.state().subnet(call.scope(), id).orElseThrow(() -> Refusals.subnetNotFound(List.of(id)));
    }

    private static Outcome<NetworkState> create(Call<NetworkState> call) {
        Vpc vpc = Vpcs.named(call);
        Subnet subnet = new Subnet(
                call.scope(),
                ResourceKind.SUBNET.newId(call.ids()),
                vpc.vpcId(),
                block(call, vpc).text(),
                zone(call.input(), call.scope().region()),
                false,
                false);
        NetworkState state =
                call.state().with(subnet).withTags(subnet.subnetId(), Tags.given(call.input(), ResourceKind.SUBNET));
        ObjectNode output = Answer.empty();
        output.set("subnet", view(subnet, state, 0));
        return new Outcome<>(state, output);
    }

    private static Ipv4Cidr block(Call<NetworkState> call, Vpc vpc) {
        String text = call.input().string("CidrBlock");
        Ipv4Cidr block = Ipv4Cidr.parse(text)
                .orElseThrow(() -> Refusals.invalid(text, "cidrBlock", "This is not a valid CIDR block."));
        boolean inside = block.prefixBits() <= SMALLEST_PREFIX
                && Ipv4Cidr.parse(vpc.cidrBlock())
                        .filter(whole -> whole.contains(block))
                        .isPresent();
        if (!inside) {
            throw Refusals.of("InvalidSubnet.Range", "The CIDR '" + text + "' is invalid.");
        }
        boolean taken = call.state().subnets(call.scope()).stream()
                .filter(other -> other.vpcId().equals(vpc.vpcId()))
                .flatMap(other -> Ipv4Cidr.parse(other.cidrBlock()).stream())
                .anyMatch(block::overlaps);
        if (taken) {
            throw Refusals.of("InvalidSubnet.Conflict", "The CIDR '" + text + "' conflicts with another subnet");
        }
        return block;
    }

    /** AWS takes any zone where the caller names none; here it is the first. */
    private static String zone(Input input, String region) {
        List<String> zones = Zones.of(region);
        Optional<String> id = input.optionalString("AvailabilityZoneId");
        String wanted = input.optionalString("AvailabilityZone").or(() -> id).orElse(zones.get(0));
        return zones.stream()
                .filter(zone ->
                        zone.equals(wanted) || (id.isPresent() && Zones.id(zone).equals(wanted)))
                .findFirst()
                .orElseThrow(() -> Refusals.invalid(
                        wanted,
                        "availabilityZone",
                        "Subnets can currently only be created in the following availability zones: "
                                + String.join(", ", zones) + "."));
    }

    private Outcome<NetworkState> describe(Call<NetworkState> call) {
        NetworkState state = call.state();
        FilterFields<Subnet> filters = new FilterFields<Subnet>(subnet -> state.tagsOf(subnet.subnetId()))
                .with("subnet-id", Subnet::subnetId)
                .with("vpc-id", Subnet::vpcId)
                .with("availability-zone", Subnet::availabilityZone)
                .with("availabilityZone", Subnet::availabilityZone)
                .with("availability-zone-id", subnet -> Zones.id(subnet.availabilityZone()))
                .with("cidr-block", Subnet::cidrBlock)
                .with("cidr", Subnet::cidrBlock)
                .with("default-for-az", subnet -> String.valueOf(subnet.defaultForAz()))
                .with("defaultForAz", subnet -> String.valueOf(subnet.defaultForAz()))
                .with("map-public-ip-on-launch", subnet -> String.valueOf(subnet.mapPublicIpOnLaunch()))
                .with("owner-id", subnet -> subnet.scope().account())
                .with("state", subnet -> "available")
                .with("subnet-arn", subnet -> Arns.of(subnet.scope(), "subnet", subnet.subnetId()));
        return new Listing<>(
                        "SubnetId",
                        "subnetSet",
                        Subnet::subnetId,
                        filters,
                        subnet -> view(subnet, state, interfacesIn(subnet)),
                        Refusals::subnetNotFound)
                .of(call, state.subnets(call.scope()));
    }

    private long interfacesIn(Subnet subnet) {
        return interfaces.in(subnet.scope()).stream()
                .filter(each -> each.subnetId().equals(subnet.subnetId()))
                .count();
    }

    private static Outcome<NetworkState> modify(Call<NetworkState> call) {
        Subnet subnet = named(call);
        boolean map = call.input()
                .structure("MapPublicIpOnLaunch")
                .flatMap(wrapper -> wrapper.optionalBoolean("Value"))
                .orElse(subnet.mapPublicIpOnLaunch());
        return Answer.done(call.state().with(subnet.withMapPublicIpOnLaunch(map)));
    }

    private Outcome<NetworkState> delete(Call<NetworkState> call) {
        Subnet subnet = named(call);
        if (interfacesIn(subnet) > 0) {
            throw Refusals.dependencies("subnet", subnet.subnetId());
        }
        return Answer.done(call.state().without(subnet));
    }

    private static ObjectNode view(Subnet subnet, NetworkState state, long interfaces) {
        long addresses = Ipv4Cidr.parse(subnet.cidrBlock()).map(Ipv4Cidr::size).orElse(0L);
        ObjectNode view = Answer.empty()
                .put("subnetId", subnet.subnetId())
                .put("subnetArn", Arns.of(subnet.scope(), "subnet", subnet.subnetId()))
                .put("state", "available")
                .put("ownerId", subnet.scope().account())
                .put("vpcId", subnet.vpcId())
                .put("cidrBlock", subnet.cidrBlock());
        view.putArray("ipv6CidrBlockAssociationSet");
        view.put("availableIpAddressCount", addresses - RESERVED_ADDRESSES - interfaces)
                .put("availabilityZone", subnet.availabilityZone())
                .put("availabilityZoneId", Zones.id(subnet.availabilityZone()))
                .put("defaultForAz", subnet.defaultForAz())
                .put("mapPublicIpOnLaunch", subnet.mapPublicIpOnLaunch())
                .put("mapCustomerOwnedIpOnLaunch", false)
                .put("assignIpv6AddressOnCreation", false)
                .put("enableDns64", false)
                .put("ipv6Native", false);
        view.putObject("privateDnsNameOptionsOnLaunch")
                .put("hostnameType", "ip-name")
                .put("enableResourceNameDnsARecord", false)
                .put("enableResourceNameDnsAAAARecord", false);
        view.set("tagSet", Answer.tags(state.tagsOf(subnet.subnetId())));
        return view;
    }
}
