package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.TreeMap;

/** Documents to import, and what an import made, for comparison. Threads: confined to one test. */
final class Documents {

    private Documents() {}

    static String file(String name) {
        try (InputStream file = Objects.requireNonNull(Documents.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A definition of one operation GET /x, given as the members of its integration. */
    static String integrating(String members) {
        return """
                {"openapi":"3.0.1","info":{"title":"t","version":"1"},"paths":{"/x":{"get":{
                 "responses":{"200":{"description":"ok"}},
                 "x-amazon-apigateway-integration":%s}}}}""".formatted(members.replace('\'', '"'));
    }

    /** The id of the API that {@code document} makes. */
    static String imported(ControlApi aws, String query, String document) {
        return aws.call(201, "POST", "/restapis?mode=import" + query, document)
                .get("id")
                .asText();
    }

    static JsonNode method(ControlApi aws, String api, String path, String verb) {
        for (JsonNode resource : aws.get("/restapis/" + api + "/resources?embed=methods&limit=500")
                .get("item")) {
            if (resource.get("path").asText().equals(path)) {
                return resource.path("resourceMethods").path(verb);
            }
        }
        throw new AssertionError("no resource " + path);
    }

    /** Everything of an API but what differs by nature: ids and dates; things by name, in order. */
    static String describe(ControlApi aws, String api) {
        String at = "/restapis/" + api;
        TreeMap<String, JsonNode> all = new TreeMap<>();
        all.put("api", aws.get(at));
        aws.get(at + "/resources?embed=methods&limit=500")
                .get("item")
                .forEach(resource ->
                        all.put("resource " + resource.get("path").asText(), resource.path("resourceMethods")));
        aws.get(at + "/models?limit=500").get("item").forEach(model -> all.put("model " + model.get("name"), model));
        aws.get(at + "/gatewayresponses?limit=500")
                .get("item")
                .forEach(response -> all.put("response " + response.get("responseType"), response));
        aws.get(at + "/authorizers?limit=500")
                .get("item")
                .forEach(authorizer -> all.put("authorizer " + authorizer.get("name"), authorizer));
        String[] text = {""};
        all.forEach((name, node) -> text[0] += name + ' ' + node.toPrettyString() + '\n');
        String described = text[0].replace(api, "API");
        described = named(aws, described, at + "/requestvalidators", "VALIDATOR ");
        for (JsonNode authorizer : aws.get(at + "/authorizers?limit=500").get("item")) {
            described = described.replace(
                    authorizer.get("id").asText(),
                    "AUTHORIZER " + authorizer.get("name").asText());
        }
        for (JsonNode resource : aws.get(at + "/resources?limit=500").get("item")) {
            described = described.replace(
                    resource.get("id").asText(),
                    "RESOURCE " + resource.get("path").asText());
        }
        for (JsonNode model : aws.get(at + "/models?limit=500").get("item")) {
            described = described.replace('"' + model.get("id").asText() + '"', "MODEL");
        }
        return described.replaceAll("\"createdDate\" : \\d+", "DATE");
    }

    private static String named(ControlApi aws, String text, String list, String prefix) {
        String replaced = text;
        for (JsonNode item : aws.get(list + "?limit=500").get("item")) {
            replaced = replaced.replace(item.get("id").asText(), prefix + ((ObjectNode) item).without("id"));
        }
        return replaced;
    }
}
