package io.underpass.vpclink.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.vpclink.LinkActivity;
import io.underpass.vpclink.model.VpcLink;
import io.underpass.vpclink.model.VpcLinkStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Writes a VPC link as AWS does. Threads: safe. */
final class VpcLinkJson {

    private final LinkActivity activity;

    VpcLinkJson(LinkActivity activity) {
        this.activity = activity;
    }

    ObjectNode of(VpcLink link, Instant now) {
        VpcLinkStatus status = status(link, now);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(
                "createdDate",
                link.life().createdDate().truncatedTo(ChronoUnit.SECONDS).toString());
        json.put("name", link.name());
        json.set("securityGroupIds", array(link.securityGroupIds()));
        json.set("subnetIds", array(link.subnetIds()));
        json.set("tags", tags(link.tags()));
        json.put("vpcLinkId", link.vpcLinkId());
        json.put("vpcLinkStatus", status.name());
        json.put("vpcLinkStatusMessage", link.statusMessage(status));
        json.put("vpcLinkVersion", "V2");
        return json;
    }

    private VpcLinkStatus status(VpcLink link, Instant now) {
        VpcLinkStatus status = link.statusAt(now).orElse(VpcLinkStatus.DELETING);
        return status == VpcLinkStatus.AVAILABLE && activity.isInactive(link, now) ? VpcLinkStatus.INACTIVE : status;
    }

    static ObjectNode tags(Map<String, String> tags) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        tags.forEach(json::put);
        return json;
    }

    static ArrayNode array(List<String> values) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        values.forEach(json::add);
        return json;
    }
}
