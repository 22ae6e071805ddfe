package io.underpass.network.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.network.model.NetworkState;
import io.underpass.network.model.Vpc;
import java.util.List;
import java.util.Map;

/**
 * DescribeInternetGateways, that of the default VPC, and DescribeVpnGateways, of which there are none: nobody can make
 * one here.
 *
 * <p>Threads: stateless.
 */
final class Gateways {

    private Gateways() {}

    static List<Operation<NetworkState>> operations() {
        return List.of(
                new Operation<>(
                        "DescribeInternetGateways", Ec2Shapes.describe("InternetGatewayId"), Gateways::internet),
                new Operation<>("DescribeVpnGateways", Ec2Shapes.describe("VpnGatewayId"), Gateways::vpn));
    }

    private static Outcome<NetworkState> internet(Call<NetworkState> call) {
        FilterFields<Vpc> filters = new FilterFields<Vpc>(vpc -> Map.of())
                .with("internet-gateway-id", DerivedIds::internetGateway)
                .with("attachment.vpc-id", Vpc::vpcId)
                .with("attachment.state", vpc -> "available")
                .with("owner-id", vpc -> vpc.scope().account());
        return new Listing<>(
                        "InternetGatewayId",
                        "internetGatewaySet",
                        DerivedIds::internetGateway,
                        filters,
                        Gateways::view,
                        Refusals::internetGatewayNotFound)
                .of(call, call.state().defaultVpc(call.scope()).stream().toList());
    }

    private static ObjectNode view(Vpc vpc) {
        ObjectNode view = Answer.empty()
                .put("internetGatewayId", DerivedIds.internetGateway(vpc))
                .put("ownerId", vpc.scope().account());
        view.putArray("attachmentSet").addObject().put("vpcId", vpc.vpcId()).put("state", "available");
        view.putArray("tagSet");
        return view;
    }

    private static Outcome<NetworkState> vpn(Call<NetworkState> call) {
        List<String> ids = call.input().strings("VpnGatewayId");
        if (!ids.isEmpty()) {
            throw Refusals.vpnGatewayNotFound(ids);
        }
        ObjectNode output = Answer.empty();
        output.putArray("vpnGatewaySet");
        return new Outcome<>(call.state(), output);
    }
}
