package io.underpass.emulator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tutorial's REST API: a greedy resource for each service, all integrations over one link.
 *
 * <p>Threads: blocking; for the thread of the command line.
 */
final class TutorialApi {

    private static final String NAME = "private-integrations";

    private final AwsCalls aws;
    private final Steps steps;
    private boolean changed;

    TutorialApi(AwsCalls aws, Steps steps) {
        this.aws = aws;
        this.steps = steps;
    }

    /**
     * Creates what is missing of the API and deploys it if anything changed; gives its id.
     *
     * @param arns the load balancers' ARNs by the names of their services
     */
    String ensure(String link, List<TutorialService> services, Map<String, String> arns) {
        changed = false;
        Optional<JsonNode> existing = named(aws.apiGateway("GET", "/restapis?limit=500", ""), "name", NAME);
        steps.tell((existing.isPresent() ? "Keep" : "Create") + " the REST API '" + NAME + "'");
        JsonNode api = existing.orElseGet(() -> aws.apiGateway("POST", "/restapis", "{\"name\":\"" + NAME + "\"}"));
        String id = api.get("id").textValue();
        String root = "/restapis/" + id;
        for (TutorialService service : services) {
            String name = service.name();
            String arn = arns.getOrDefault(name, "");
            String origin = "http://" + name + ".internal";
            if (service.equals(services.get(0))) {
                integrate(root, resource(root, "/", "internal-alb"), origin + "/internal-alb", link, arn);
            }
            resource(root, "/", name);
            integrate(root, resource(root, "/" + name, "{proxy+}"), origin + "/{proxy}", link, arn);
        }
        if (changed || aws.findInApiGateway(root + "/stages/" + Tutorial.STAGE).isEmpty()) {
            steps.tell("Deploy it to the stage '" + Tutorial.STAGE + "'");
            aws.apiGateway("POST", root + "/deployments", "{\"stageName\":\"" + Tutorial.STAGE + "\"}");
        }
        return id;
    }

    /** The id of the resource {@code part} below the one at {@code parent}. */
    private String resource(String root, String parent, String part) {
        JsonNode all = aws.apiGateway("GET", root + "/resources?limit=500", "");
        String path = parent.equals("/") ? "/" + part : parent + "/" + part;
        return named(all, "path", path)
                .orElseGet(() -> {
                    String parentId = named(all, "path", parent)
                            .orElseThrow(() -> new DemoFailure("the API has no resource " + parent))
                            .get("id")
                            .textValue();
                    changed = true;
                    return aws.apiGateway("POST", root + "/resources/" + parentId, "{\"pathPart\":\"" + part + "\"}");
                })
                .get("id")
                .textValue();
    }

    private void integrate(String root, String resource, String uri, String link, String arn) {
        boolean proxy = uri.endsWith("{proxy}");
        String method = root + "/resources/" + resource + "/methods/ANY";
        Optional<JsonNode> existing = aws.findInApiGateway(method);
        if (existing.isEmpty()) {
            aws.apiGateway(
                    "PUT",
                    method,
                    "{\"authorizationType\":\"NONE\",\"requestParameters\":{"
                            + (proxy ? "\"method.request.path.proxy\":true" : "") + "}}");
        }
        JsonNode integration =
                existing.map(found -> found.path("methodIntegration")).orElse(MissingNode.getInstance());
        if (integration.path("connectionId").asText().equals(link)
                && integration.path("integrationTarget").asText().equals(arn)) {
            return;
        }
        changed = true;
        steps.tell("Integrate " + uri + " over the link");
        aws.apiGateway(
                "PUT",
                method + "/integration",
                "{\"type\":\"HTTP_PROXY\",\"httpMethod\":\"ANY\",\"connectionType\":\"VPC_LINK\",\"connectionId\":\""
                        + link + "\",\"integrationTarget\":\"" + arn + "\",\"uri\":\"" + uri
                        + "\",\"requestParameters\":{"
                        + (proxy ? "\"integration.request.path.proxy\":\"method.request.path.proxy\"" : "") + "}}");
    }

    private static Optional<JsonNode> named(JsonNode list, String member, String value) {
        for (JsonNode each : list.path("item")) {
            if (each.path(member).asText().equals(value)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
