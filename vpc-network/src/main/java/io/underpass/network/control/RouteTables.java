package io.underpass.network.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.network.model.NetworkState;
import io.underpass.network.model.Vpc;
import java.util.List;
import java.util.Map;

/**
 * DescribeRouteTables: each VPC has the main one it had from the start, since nobody can change it here. That of the
 * default VPC leads to its internet gateway.
 *
 * <p>Threads: stateless.
 */
final class RouteTables {

    private RouteTables() {}

    static List<Operation<NetworkState>> operations() {
        return List.of(
                new Operation<>("DescribeRouteTables", Ec2Shapes.describe("RouteTableId"), RouteTables::describe));
    }

    private static Outcome<NetworkState> describe(Call<NetworkState> call) {
        FilterFields<Vpc> filters = new FilterFields<Vpc>(vpc -> Map.of())
                .with("vpc-id", Vpc::vpcId)
                .with("owner-id", vpc -> vpc.scope().account())
                .with("route-table-id", DerivedIds::routeTable)
                .with("association.main", vpc -> "true")
                .with("association.route-table-id", DerivedIds::routeTable)
                .withAll("association.subnet-id", vpc -> List.of());
        return new Listing<>(
                        "RouteTableId",
                        "routeTableSet",
                        DerivedIds::routeTable,
                        filters,
                        RouteTables::view,
                        Refusals::routeTableNotFound)
                .of(call, call.state().vpcs(call.scope()));
    }

    private static ObjectNode view(Vpc vpc) {
        ObjectNode view = Answer.empty()
                .put("routeTableId", DerivedIds.routeTable(vpc))
                .put("vpcId", vpc.vpcId())
                .put("ownerId", vpc.scope().account());
        ArrayNode routes = view.putArray("routeSet");
        route(routes, vpc.cidrBlock(), "local", "CreateRouteTable");
        if (vpc.isDefault()) {
            route(routes, "0.0.0.0/0", DerivedIds.internetGateway(vpc), "CreateRoute");
        }
        view.putArray("associationSet")
                .addObject()
                .put("routeTableAssociationId", "rtbassoc-" + DerivedIds.number(vpc.vpcId()))
                .put("routeTableId", DerivedIds.routeTable(vpc))
                .put("main", true)
                .putObject("associationState")
                .put("state", "associated");
        view.putArray("propagatingVgwSet");
        view.putArray("tagSet");
        return view;
    }

    private static void route(ArrayNode routes, String destination, String gateway, String origin) {
        routes.addObject()
                .put("destinationCidrBlock", destination)
                .put("gatewayId", gateway)
                .put("state", "active")
                .put("origin", origin);
    }
}
