package io.underpass.network.control;

import static io.underpass.aws.shape.Shapes.bool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.StructureShape;
import io.underpass.network.model.NetworkState;
import io.underpass.network.model.Zones;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * DescribeAvailabilityZones.
 *
 * <p>Threads: stateless.
 */
final class AvailabilityZones {

    private static final StructureShape INPUT = Ec2Shapes.describe("ZoneName")
            .optional("ZoneId", Ec2Shapes.STRINGS)
            .optional("AllAvailabilityZones", bool());

    private AvailabilityZones() {}

    static List<Operation<NetworkState>> operations() {
        return List.of(new Operation<>("DescribeAvailabilityZones", INPUT, AvailabilityZones::describe));
    }

    private static Outcome<NetworkState> describe(Call<NetworkState> call) {
        String region = call.scope().region();
        List<String> zones = new ArrayList<>(Zones.of(region));
        refuseUnknown(call.input().strings("ZoneName"), zones);
        refuseUnknown(
                call.input().strings("ZoneId"), zones.stream().map(Zones::id).toList());
        retain(zones, call.input().strings("ZoneName"), call.input().strings("ZoneId"));
        FilterFields<String> filters = new FilterFields<String>(zone -> Map.of())
                .with("zone-name", zone -> zone)
                .with("zone-id", Zones::id)
                .with("region-name", zone -> region)
                .with("group-name", zone -> region)
                .with("opt-in-status", zone -> "opt-in-not-required")
                .with("state", zone -> "available")
                .with("zone-type", zone -> "availability-zone");
        zones.removeIf(filters.matching(call.input()).negate());
        ObjectNode output = Answer.empty();
        ArrayNode items = output.putArray("availabilityZoneInfo");
        zones.forEach(zone -> items.add(view(zone, region)));
        return new Outcome<>(call.state(), output);
    }

    private static void refuseUnknown(List<String> wanted, List<String> known) {
        for (String zone : wanted) {
            if (!known.contains(zone)) {
                throw Refusals.invalid("Invalid availability zone: [" + zone + "]; there are " + known);
            }
        }
    }

    private static void retain(List<String> zones, List<String> names, List<String> ids) {
        zones.removeIf(
                zone -> !(names.isEmpty() && ids.isEmpty()) && !names.contains(zone) && !ids.contains(Zones.id(zone)));
    }

    private static ObjectNode view(String zone, String region) {
        ObjectNode view = Answer.empty().put("optInStatus", "opt-in-not-required");
        view.putArray("messageSet");
        return view.put("regionName", region)
                .put("zoneName", zone)
                .put("zoneId", Zones.id(zone))
                .put("groupName", region)
                .put("networkBorderGroup", region)
                .put("zoneType", "availability-zone")
                .put("zoneState", "available");
    }
}
