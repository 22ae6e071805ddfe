package io.underpass.emulator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** The tutorial's VPC link v2. Threads: blocking; for the thread of the command line. */
final class TutorialLink {

    private static final String NAME = "private-services";

    /** A link without traffic for a while is INACTIVE; its first request wakes it. */
    private static final Set<String> USABLE = Set.of("AVAILABLE", "INACTIVE");

    private final AwsCalls aws;
    private final Steps steps;

    TutorialLink(AwsCalls aws, Steps steps) {
        this.aws = aws;
        this.steps = steps;
    }

    /** Creates the link unless there is one, and waits until it is AVAILABLE; gives its id. */
    String ensure() {
        String id = existing();
        if (id.isEmpty()) {
            steps.tell("Create the VPC link v2 '" + NAME + "'");
            id = create();
        } else {
            steps.tell("Keep the VPC link v2 '" + NAME + "'");
        }
        String path = "/v2/vpclinks/" + id;
        steps.await(
                "VPC link " + id,
                USABLE,
                () -> aws.apiGateway("GET", path, "").get("vpcLinkStatus").textValue());
        return id;
    }

    private String create() {
        return aws.apiGateway(
                        "POST",
                        "/v2/vpclinks",
                        "{\"name\":\"" + NAME + "\",\"subnetIds\":[\"subnet-0a\",\"subnet-0b\"],"
                                + "\"securityGroupIds\":[\"sg-0link\"]}")
                .get("vpcLinkId")
                .textValue();
    }

    /** One that works or will; empty where there is none. */
    private String existing() {
        for (JsonNode link :
                aws.apiGateway("GET", "/v2/vpclinks?maxResults=500", "").path("items")) {
            String status = link.path("vpcLinkStatus").asText();
            if (link.path("name").asText().equals(NAME) && (USABLE.contains(status) || status.equals("PENDING"))) {
                return link.path("vpcLinkId").asText();
            }
        }
        return "";
    }
}
