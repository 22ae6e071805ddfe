package io.underpass.network.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.network.model.NetworkState;
import io.underpass.network.model.Subnet;
import io.underpass.network.model.Vpc;
import java.util.List;
import java.util.Map;

/**
 * DescribeNetworkAcls: each VPC has the one it had from the start, which lets everything through, since nobody can change
 * it here.
 *
 * <p>Threads: stateless.
 */
final class NetworkAcls {

    private static final int FIRST_RULE = 100;
    private static final int LAST_RULE = 32767;

    private NetworkAcls() {}

    static List<Operation<NetworkState>> operations() {
        return List.of(
                new Operation<>("DescribeNetworkAcls", Ec2Shapes.describe("NetworkAclId"), NetworkAcls::describe));
    }

    private static Outcome<NetworkState> describe(Call<NetworkState> call) {
        FilterFields<Vpc> filters = new FilterFields<Vpc>(vpc -> Map.of())
                .with("vpc-id", Vpc::vpcId)
                .with("owner-id", vpc -> vpc.scope().account())
                .with("network-acl-id", DerivedIds::networkAcl)
                .with("default", vpc -> "true")
                .withAll("association.subnet-id", vpc -> subnetIds(vpc, call.state()));
        return new Listing<>(
                        "NetworkAclId",
                        "networkAclSet",
                        DerivedIds::networkAcl,
                        filters,
                        vpc -> view(vpc, subnetIds(vpc, call.state())),
                        Refusals::networkAclNotFound)
                .of(call, call.state().vpcs(call.scope()));
    }

    private static List<String> subnetIds(Vpc vpc, NetworkState state) {
        return state.subnets(vpc.scope()).stream()
                .filter(subnet -> subnet.vpcId().equals(vpc.vpcId()))
                .map(Subnet::subnetId)
                .toList();
    }

    private static ObjectNode view(Vpc vpc, List<String> subnetIds) {
        String id = DerivedIds.networkAcl(vpc);
        ObjectNode view = Answer.empty()
                .put("networkAclId", id)
                .put("vpcId", vpc.vpcId())
                .put("ownerId", vpc.scope().account())
                .put("default", true);
        ArrayNode entries = view.putArray("entrySet");
        for (boolean egress : new boolean[] {true, false}) {
            entry(entries, egress, FIRST_RULE, "allow");
            entry(entries, egress, LAST_RULE, "deny");
        }
        ArrayNode associations = view.putArray("associationSet");
        subnetIds.forEach(subnetId -> associations
                .addObject()
                .put("networkAclAssociationId", "aclassoc-" + DerivedIds.number(subnetId))
                .put("networkAclId", id)
                .put("subnetId", subnetId));
        view.putArray("tagSet");
        return view;
    }

    private static void entry(ArrayNode entries, boolean egress, int number, String action) {
        entries.addObject()
                .put("ruleNumber", number)
                .put("protocol", "-1")
                .put("ruleAction", action)
                .put("egress", egress)
                .put("cidrBlock", "0.0.0.0/0");
    }
}
