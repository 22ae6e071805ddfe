package io.underpass.network.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.network.Interfaces;
import io.underpass.network.Interfaces.Interface;
import io.underpass.network.model.DefaultNetwork;
import io.underpass.network.model.NetworkState;
import io.underpass.network.model.SecurityGroup;
import io.underpass.network.model.Subnet;
import java.util.List;
import java.util.Map;

/**
 * DescribeNetworkInterfaces: those of VPC links and load balancers, since nobody else has any.
 *
 * <p>Threads: immutable.
 */
final class NetworkInterfaces {

    private final Interfaces interfaces;

    NetworkInterfaces(Interfaces interfaces) {
        this.interfaces = interfaces;
    }

    List<Operation<NetworkState>> operations() {
        return List.of(
                new Operation<>("DescribeNetworkInterfaces", Ec2Shapes.describe("NetworkInterfaceId"), this::describe));
    }

    private Outcome<NetworkState> describe(Call<NetworkState> call) {
        View view = new View(call);
        FilterFields<Interface> filters = new FilterFields<Interface>(each -> Map.of())
                .with("network-interface-id", NetworkInterfaces::id)
                .with("subnet-id", Interface::subnetId)
                .withAll("group-id", Interface::securityGroupIds)
                .withAll(
                        "group-name",
                        each -> each.securityGroupIds().stream()
                                .map(view::groupName)
                                .toList())
                .with("vpc-id", view::vpcId)
                .with("description", Interface::description)
                .with("interface-type", Interface::interfaceType)
                .with("requester-id", Interface::requesterId)
                .with("availability-zone", view::zone)
                .with("status", each -> "in-use")
                .with("attachment.status", each -> "attached")
                .with("attachment.instance-owner-id", each -> "amazon-aws")
                .withAll("attachment.instance-id", each -> List.of())
                .withAll("private-ip-address", each -> each.address().stream().toList())
                .withAll(
                        "addresses.private-ip-address",
                        each -> each.address().stream().toList());
        return new Listing<>(
                        "NetworkInterfaceId",
                        "networkInterfaceSet",
                        NetworkInterfaces::id,
                        filters,
                        view::of,
                        Refusals::interfaceNotFound)
                .of(call, interfaces.in(call.scope()));
    }

    private static String id(Interface each) {
        return "eni-" + DerivedIds.number(each.owner() + '/' + each.subnetId());
    }

    /** Network interfaces as answers show them. */
    private record View(Call<NetworkState> call) {

        ObjectNode of(Interface each) {
            ObjectNode view = Answer.empty()
                    .put("networkInterfaceId", id(each))
                    .put("subnetId", each.subnetId())
                    .put("vpcId", vpcId(each))
                    .put("availabilityZone", zone(each))
                    .put("description", each.description())
                    .put("ownerId", call.scope().account())
                    .put("requesterId", each.requesterId())
                    .put("requesterManaged", true)
                    .put("status", "in-use");
            each.address().ifPresent(address -> view.put("privateIpAddress", address));
            view.put("sourceDestCheck", true).put("interfaceType", each.interfaceType());
            ArrayNode groups = view.putArray("groupSet");
            each.securityGroupIds()
                    .forEach(id -> groups.addObject().put("groupId", id).put("groupName", groupName(id)));
            view.putObject("attachment")
                    .put("attachmentId", "ela-attach-" + DerivedIds.number(id(each)))
                    .put("deleteOnTermination", false)
                    .put("deviceIndex", 1)
                    .put("instanceOwnerId", "amazon-aws")
                    .put("status", "attached");
            ArrayNode addresses = view.putArray("privateIpAddressesSet");
            each.address()
                    .ifPresent(address ->
                            addresses.addObject().put("primary", true).put("privateIpAddress", address));
            view.putArray("tagSet");
            return view;
        }

        String vpcId(Interface each) {
            return call.state()
                    .subnet(call.scope(), each.subnetId())
                    .map(Subnet::vpcId)
                    .orElseGet(() -> DefaultNetwork.vpcId(call.scope()));
        }

        String zone(Interface each) {
            return call.state()
                    .subnet(call.scope(), each.subnetId())
                    .map(Subnet::availabilityZone)
                    .orElseGet(() -> call.scope().region() + 'a');
        }

        String groupName(String id) {
            return call.state()
                    .securityGroup(call.scope(), id)
                    .map(SecurityGroup::groupName)
                    .orElse(id);
        }
    }
}
