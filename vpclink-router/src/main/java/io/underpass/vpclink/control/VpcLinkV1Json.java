package io.underpass.vpclink.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.vpclink.model.VpcLinkStatus;
import io.underpass.vpclink.model.VpcLinkV1;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes a VPC link of the first version as AWS does, which shows more of it in some answers than in others (spec 1.11 of
 * API Gateway).
 *
 * <p>Threads: stateless.
 */
final class VpcLinkV1Json {

    private VpcLinkV1Json() {}

    /** The answer to CreateVpcLink; that it shows tags where some were given is a guess. */
    static ObjectNode created(VpcLinkV1 link, Instant now) {
        return link.tags().isEmpty() ? listed(link, now) : whole(link, now);
    }

    /** One of a list: without tags. */
    static ObjectNode listed(VpcLinkV1 link, Instant now) {
        VpcLinkStatus status = link.statusAt(now).orElse(VpcLinkStatus.DELETING);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", link.vpcLinkId());
        json.put("name", link.name());
        link.description().ifPresent(text -> json.put("description", text));
        json.set("targetArns", VpcLinkJson.array(link.targetArns()));
        json.put("status", status.name());
        message(link, status).ifPresent(text -> json.put("statusMessage", text));
        return json;
    }

    /** A link with everything. */
    static ObjectNode whole(VpcLinkV1 link, Instant now) {
        ObjectNode json = listed(link, now);
        json.set("tags", VpcLinkJson.tags(link.tags()));
        return json;
    }

    /** That a link which is being deleted has none is a guess. */
    private static Optional<String> message(VpcLinkV1 link, VpcLinkStatus status) {
        return switch (status) {
            case AVAILABLE -> Optional.of("Your vpc link is ready for use");
            case FAILED -> link.life().failure();
            default -> Optional.empty();
        };
    }
}
