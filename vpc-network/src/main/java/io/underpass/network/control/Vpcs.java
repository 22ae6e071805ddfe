package io.underpass.network.control;

import static io.underpass.aws.shape.Shapes.bool;
import static io.underpass.aws.shape.Shapes.enumeration;
import static io.underpass.aws.shape.Shapes.string;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.Scope;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.StructureShape;
import io.underpass.network.model.DefaultNetwork;
import io.underpass.network.model.Ipv4Cidr;
import io.underpass.network.model.NetworkState;
import io.underpass.network.model.SecurityGroup;
import io.underpass.network.model.Vpc;
import java.util.List;

/**
 * CreateVpc, DescribeVpcs and DeleteVpc.
 *
 * <p>Threads: stateless.
 */
final class Vpcs {

    private static final int LARGEST_PREFIX = 16;
    private static final int SMALLEST_PREFIX = 28;

    private static final StructureShape CREATE = Ec2Shapes.any()
            .optional("CidrBlock", string())
            .optional("InstanceTenancy", enumeration("default", "dedicated"))
            .optional("AmazonProvidedIpv6CidrBlock", bool())
            .optional("TagSpecification", Ec2Shapes.TAG_SPECIFICATIONS);

    private Vpcs() {}

    static List<Operation<NetworkState>> operations() {
        return List.of(
                new Operation<>("CreateVpc", CREATE, Vpcs::create),
                new Operation<>("DescribeVpcs", Ec2Shapes.describe("VpcId"), Vpcs::describe),
                new Operation<>("DeleteVpc", Ec2Shapes.any().required("VpcId", string()), Vpcs::delete));
    }

    /** The VPC that the member {@code VpcId} names. */
    static Vpc named(Call<NetworkState> call) {
        String id = call.input().string("VpcId");
        return call.state().vpc(call.scope(), id).orElseThrow(() -> Refusals.vpcNotFound(List.of(id)));
    }

    /** A VPC gets a security group at once, which lets in what comes from itself. */
    private static Outcome<NetworkState> create(Call<NetworkState> call) {
        Input input = call.input();
        if (input.optionalBoolean("AmazonProvidedIpv6CidrBlock").orElse(false)) {
            throw AwsError.notEmulated("IPv6 in VPCs (AmazonProvidedIpv6CidrBlock)");
        }
        Vpc vpc = Vpc.of(
                call.scope(),
                ResourceKind.VPC.newId(call.ids()),
                block(input.optionalString("CidrBlock").orElseThrow(() -> Refusals.missing("cidrBlock"))),
                input.optionalString("InstanceTenancy").orElse("default"));
        SecurityGroup group = DefaultNetwork.securityGroup(
                call.scope(),
                ResourceKind.SECURITY_GROUP.newId(call.ids()),
                vpc.vpcId(),
                ResourceKind.SECURITY_GROUP_RULE.newId(call.ids()),
                ResourceKind.SECURITY_GROUP_RULE.newId(call.ids()));
        NetworkState state =
                call.state().with(vpc).with(group).withTags(vpc.vpcId(), Tags.given(input, ResourceKind.VPC));
        ObjectNode output = Answer.empty();
        output.set("vpc", view(vpc, state));
        return new Outcome<>(state, output);
    }

    private static String block(String text) {
        Ipv4Cidr cidr = Ipv4Cidr.parse(text)
                .orElseThrow(() -> Refusals.invalid(text, "cidrBlock", "This is not a valid CIDR block."));
        if (cidr.prefixBits() < LARGEST_PREFIX || cidr.prefixBits() > SMALLEST_PREFIX) {
            throw Refusals.of("InvalidVpc.Range", "The CIDR '" + text + "' is invalid.");
        }
        return cidr.text();
    }

    private static Outcome<NetworkState> describe(Call<NetworkState> call) {
        NetworkState state = call.state();
        FilterFields<Vpc> filters = new FilterFields<Vpc>(vpc -> state.tagsOf(vpc.vpcId()))
                .with("vpc-id", Vpc::vpcId)
                .with("cidr", Vpc::cidrBlock)
                .with("cidr-block-association.cidr-block", Vpc::cidrBlock)
                .with("isDefault", vpc -> String.valueOf(vpc.isDefault()))
                .with("is-default", vpc -> String.valueOf(vpc.isDefault()))
                .with("dhcp-options-id", vpc -> DerivedIds.dhcpOptions(vpc.scope()))
                .with("owner-id", vpc -> vpc.scope().account())
                .with("state", vpc -> "available");
        return new Listing<>("VpcId", "vpcSet", Vpc::vpcId, filters, vpc -> view(vpc, state), Refusals::vpcNotFound)
                .of(call, state.vpcs(call.scope()));
    }

    /** Its own security group goes with a VPC; subnets and other groups have to go before. */
    private static Outcome<NetworkState> delete(Call<NetworkState> call) {
        Vpc vpc = named(call);
        Scope scope = call.scope();
        NetworkState state = call.state();
        boolean used =
                state.subnets(scope).stream().anyMatch(subnet -> subnet.vpcId().equals(vpc.vpcId()))
                        || state.securityGroups(scope).stream()
                                .anyMatch(group -> group.vpcId().equals(vpc.vpcId()) && !group.hasDefaultName());
        if (used) {
            throw Refusals.dependencies("vpc", vpc.vpcId());
        }
        NetworkState after = state.defaultSecurityGroup(vpc.vpcId())
                .map(state::without)
                .orElse(state)
                .without(vpc);
        return Answer.done(after);
    }

    private static ObjectNode view(Vpc vpc, NetworkState state) {
        ObjectNode view = Answer.empty()
                .put("vpcId", vpc.vpcId())
                .put("ownerId", vpc.scope().account())
                .put("state", "available")
                .put("cidrBlock", vpc.cidrBlock());
        view.putArray("cidrBlockAssociationSet")
                .addObject()
                .put("associationId", "vpc-cidr-assoc-" + DerivedIds.number(vpc.vpcId()))
                .put("cidrBlock", vpc.cidrBlock())
                .putObject("cidrBlockState")
                .put("state", "associated");
        view.put("dhcpOptionsId", DerivedIds.dhcpOptions(vpc.scope()))
                .put("instanceTenancy", vpc.instanceTenancy())
                .put("isDefault", vpc.isDefault());
        view.set("tagSet", Answer.tags(state.tagsOf(vpc.vpcId())));
        return view;
    }
}
