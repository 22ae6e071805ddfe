package io.underpass.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.underpass.aws.AwsRequest;
import io.underpass.aws.AwsResponse;
import io.underpass.aws.Scope;
import io.underpass.aws.control.ControlState;
import io.underpass.aws.restjson.RestJsonService;
import io.underpass.gateway.ClientKeys;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayState;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The control API as a client sees it: JSON in, JSON out. Single quotes in bodies stand for double ones. */
final class ControlApi {

    static final Scope HOME = new Scope("000000000000", "us-east-1");
    static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

    private static final JsonMapper MAPPER = new JsonMapper();

    final List<String> flushed = new ArrayList<>();
    final LinkTable links = new LinkTable();
    final ClientKeys keys = (from, to) -> new ClientKeys.Pair("CERTIFICATE", "KEY");
    final ControlState<GatewayState, GatewayState> control = ControlState.uncompiled(GatewayState.EMPTY);
    final FakeUsage usage = new FakeUsage();
    final CountingIds ids = new CountingIds();
    Scope scope = HOME;
    Instant now = START;

    private final RestJsonService<GatewayState> service = new RestJsonService<>(
            "apigateway",
            control,
            ApiGatewayOperations.routes(
                    links,
                    keys,
                    (api, stage) -> flushed.add(api + '/' + stage),
                    usage,
                    (api, stage) -> flushed.add(api + '/' + stage + "/data")),
            ApiGatewayOperations.unemulated(),
            ids,
            () -> now);

    /** Calls, expects {@code status}, and returns the answer's body; a missing node where it is empty. */
    JsonNode call(int status, String method, String path, String body) {
        AwsResponse response = send(method, path, body);
        String text = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(response.status()).as("%s %s: %s", method, path, text).isEqualTo(status);
        return parse(text);
    }

    JsonNode post(String path, String body) {
        return call(201, "POST", path, body);
    }

    JsonNode put(String path, String body) {
        return call(201, "PUT", path, body);
    }

    JsonNode get(String path) {
        return call(200, "GET", path, "");
    }

    JsonNode patch(String path, String... operations) {
        return call(200, "PATCH", path, patches(operations));
    }

    /** Calls, expects it to fail, and returns {@code "status code: message"}. */
    String fails(String method, String path, String body) {
        AwsResponse response = send(method, path, body);
        JsonNode node = parse(new String(response.body(), StandardCharsets.UTF_8));
        assertThat(response.status()).as("%s %s: %s", method, path, node).isGreaterThanOrEqualTo(400);
        return response.status() + " " + response.headers().get("x-amzn-ErrorType") + ": "
                + node.path("message").asText();
    }

    String patchFails(String path, String... operations) {
        return fails("PATCH", path, patches(operations));
    }

    ApiState state(String api) {
        return control.state().api(api).orElseThrow();
    }

    /** Creates an API and returns its path. */
    String api(String members) {
        return "/restapis/" + post("/restapis", members).get("id").asText();
    }

    /** Creates an API whose root has a MOCK method GET, and returns its path. */
    String deployableApi() {
        String api = api("{'name':'a'}");
        String method = root(api) + "/methods/GET";
        put(method, "{'authorizationType':'NONE'}");
        put(method + "/integration", "{'type':'MOCK'}");
        return api;
    }

    /** The path of the root resource of the API at path {@code api}. */
    String root(String api) {
        return api + "/resources/" + get(api).get("rootResourceId").asText();
    }

    /** Creates a resource below {@code parent} and returns its path. */
    String resource(String parent, String pathPart) {
        JsonNode created = post(parent, "{'pathPart':'" + pathPart + "'}");
        return parent.substring(0, parent.lastIndexOf('/') + 1)
                + created.get("id").asText();
    }

    private static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    static JsonNode json(String text) {
        return parse(text.replace('\'', '"'));
    }

    /** Patch operations written {@code "replace /path value"}; the value may be left out; and {@code "copy /from /path"}. */
    private static String patches(String... operations) {
        var list = MAPPER.createArrayNode();
        for (String operation : operations) {
            String[] fields = operation.split(" ", 3);
            if (fields[0].equals("copy")) {
                list.addObject().put("op", "copy").put("from", fields[1]).put("path", fields[2]);
                continue;
            }
            var one = list.addObject().put("op", fields[0]);
            if (fields.length > 1) {
                one.put("path", fields[1]);
            }
            if (fields.length > 2) {
                one.put("value", fields[2]);
            }
        }
        return MAPPER.createObjectNode().set("patchOperations", list).toString();
    }

    private AwsResponse send(String method, String target, String body) {
        return send(method, target, body, Map.of());
    }

    /** Calls, and returns the answer as it is. */
    AwsResponse send(String method, String target, String body, Map<String, String> headers) {
        String[] parts = target.split("\\?", 2);
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (parts.length > 1) {
            for (String pair : parts[1].split("&")) {
                String[] sides = pair.split("=", 2);
                query.computeIfAbsent(sides[0], name -> new ArrayList<>())
                        .add(URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
            }
        }
        byte[] bytes = (body.contains("\"") ? body : body.replace('\'', '"')).getBytes(StandardCharsets.UTF_8);
        return service.handle(new AwsRequest(method, parts[0], query, headers, bytes, scope, "request-1"));
    }
}
