package io.underpass.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.emulator.demo.Demo;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    @Test
    void whatWasBuiltIsThereAfterARestartAndServes() throws Exception {
        String before;
        String api;
        Underpass first = start(Optional.of(directory));
        try (Demo demo = new Demo(first, new PrintStream(new ByteArrayOutputStream()))) {
            api = tutorial(first, demo);
            before = get(first, "/_underpass/state").body();
            first.close();

            try (Underpass second = start(Optional.of(directory))) {
                assertThat(get(second, "/_underpass/state").body()).isEqualTo(before);
                String orders = "/restapis/" + api + "/test/_user_request_/orders/42";
                Awaitility.await()
                        .untilAsserted(() ->
                                assertThat(get(second, orders).statusCode()).isEqualTo(200));
            }
        } finally {
            first.close();
        }
    }

    @Test
    void anExportIsImportedElsewhere() throws Exception {
        try (Underpass one = start(Optional.empty());
                Demo demo = new Demo(one, new PrintStream(new ByteArrayOutputStream()));
                Underpass other = start(Optional.of(directory))) {
            String api = tutorial(one, demo);
            String document = get(one, "/_underpass/state").body();

            HttpResponse<String> answer = put(other, document);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(get(other, "/_underpass/state").body()).isEqualTo(document);
            assertThat(get(other, "/restapis/" + api + "/test/_user_request_/internal-alb")
                            .statusCode())
                    .isEqualTo(200);
            other.close();
            try (Underpass restarted = start(Optional.of(directory))) {
                assertThat(get(restarted, "/_underpass/state").body()).isEqualTo(document);
            }
        }
    }

    @Test
    void aDocumentWithAMistakeChangesNothingAndIsToldWhere() throws Exception {
        try (Underpass underpass = start(Optional.empty())) {
            String api =
                    "{\"underpassState\":1,\"apigatewayv2\":{},\"elbv2\":{\"listeners\":{\"arn:x\":{\"port\":\"80\"}}}}";
            String before = get(underpass, "/_underpass/state").body();

            HttpResponse<String> answer = put(underpass, api);

            assertThat(answer.statusCode()).isEqualTo(400);
            JsonNode body = JSON.readTree(answer.body());
            assertThat(body.get("path").textValue()).isEqualTo("$.elbv2.listeners[\"arn:x\"].listenerArn");
            assertThat(body.get("reason").textValue()).isEqualTo("is missing");
            assertThat(get(underpass, "/_underpass/state").body()).isEqualTo(before);
            assertThat(put(underpass, "{}").body()).contains("$.underpassState");
            assertThat(put(underpass, "{\"underpassState\":2}").body()).contains("reads version 1, not 2");
            assertThat(put(underpass, "{\"underpassState\":1,\"s3\":{}}").body())
                    .contains("$.s3", "apigatewayv2");
            assertThat(put(underpass, "{\"underpassState\":1").body()).contains("line 1", "not JSON");
        }
    }

    @Test
    void aReferenceToNothingChangesNothingAndIsToldWhere() throws Exception {
        try (Underpass underpass = start(Optional.empty());
                Demo demo = new Demo(underpass, new PrintStream(new ByteArrayOutputStream()))) {
            String api = tutorial(underpass, demo);
            String good = get(underpass, "/_underpass/state").body();
            JsonNode state = JSON.readTree(good);
            String balancer = first(state.at("/elbv2/loadBalancers"));
            String listener = listenerOf(state, balancer);
            String group = first(state.at("/elbv2/targetGroups"));
            String apiPath = Character.isDigit(api.charAt(0)) ? ".apis[\"" + api + "\"]" : ".apis." + api;

            refused(
                    underpass,
                    without(good, "/elbv2/loadBalancers", balancer),
                    "$.elbv2.listeners[\"" + listener + "\"].loadBalancerArn",
                    "there is no load balancer '" + balancer + "'");
            assertThat(refused(underpass, without(good, "/elbv2/targetGroups", group), "defaultActions[0]", group))
                    .startsWith("$.elbv2.listeners[");
            refused(
                    underpass,
                    with(good, "/apigateway/apis/" + api + "/stages/test", "deploymentId", "nowhere"),
                    apiPath + ".stages.test.deploymentId",
                    "there is no deployment 'nowhere'");
            String root =
                    state.at("/apigateway/apis/" + api + "/api/rootResourceId").asText();
            refused(
                    underpass,
                    without(good, "/apigateway/apis/" + api + "/resources", root),
                    apiPath + ".resources",
                    "there is no root resource '" + root + "'");
            String link = first(state.at("/apigatewayv2/links"));
            refused(
                    underpass,
                    with(good, "/apigatewayv2/links/" + link, "vpcLinkId", "other1"),
                    "$.apigatewayv2.links",
                    "is 'other1', but the key of its entry is '" + link + "'");
            String subnet =
                    "{\"underpassState\":1,\"ec2\":{\"subnets\":{\"subnet-1\":{\"scope\":{\"account\":\"000000000000\","
                            + "\"region\":\"us-east-1\"},\"subnetId\":\"subnet-1\",\"vpcId\":\"vpc-1\",\"cidrBlock\":\"10.0.0.0/24\","
                            + "\"availabilityZone\":\"us-east-1a\",\"defaultForAz\":false,\"mapPublicIpOnLaunch\":false}}}}";
            refused(underpass, subnet, "$.ec2.subnets[\"subnet-1\"].vpcId", "there is no VPC 'vpc-1'");

            assertThat(get(underpass, "/_underpass/state").body()).isEqualTo(good);
            assertThat(put(underpass, good).statusCode()).isEqualTo(200);
        }
    }

    /** Imports {@code document} in vain; gives the place of the mistake. */
    private static String refused(Underpass underpass, String document, String place, String reason) throws Exception {
        HttpResponse<String> answer = put(underpass, document);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.get("path").textValue()).contains(place);
        assertThat(body.get("reason").textValue()).contains(reason);
        return body.get("path").textValue();
    }

    private static String first(JsonNode object) {
        return object.fieldNames().next();
    }

    /** The listener of a load balancer. */
    private static String listenerOf(JsonNode state, String balancer) {
        for (var listener : state.at("/elbv2/listeners").properties()) {
            if (listener.getValue().get("loadBalancerArn").textValue().equals(balancer)) {
                return listener.getKey();
            }
        }
        throw new AssertionError(balancer + " has no listener");
    }

    private static String without(String document, String object, String member) throws Exception {
        JsonNode changed = JSON.readTree(document);
        ((ObjectNode) changed.at(object)).remove(member);
        return changed.toString();
    }

    private static String with(String document, String object, String member, String value) throws Exception {
        JsonNode changed = JSON.readTree(document);
        ((ObjectNode) changed.at(object)).put(member, value);
        return changed.toString();
    }

    @Test
    void aWebPageOfAnotherOriginMayNotImport() throws Exception {
        try (Underpass underpass = start(Optional.empty())) {
            HttpRequest request = HttpRequest.newBuilder(underpass.endpoint().resolve("/_underpass/state"))
                    .header("Origin", "https://example.com")
                    .PUT(HttpRequest.BodyPublishers.ofString("{\"underpassState\":1}"))
                    .build();

            assertThat(HTTP.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    /** Builds the tutorial and gives its API's id. */
    private static String tutorial(Underpass underpass, Demo demo) throws Exception {
        demo.run();
        Matcher id = Pattern.compile("\"apis\" : \\{\\s*\"([a-z0-9]{10})\"")
                .matcher(get(underpass, "/_underpass/state").body());
        assertThat(id.find()).isTrue();
        return id.group(1);
    }

    private static Underpass start(Optional<Path> state) throws Exception {
        return Underpass.start(Settings.draft()
                .port(0)
                .drain(Duration.ZERO)
                .ioThreads(1)
                .state(state)
                .settings());
    }

    private static HttpResponse<String> get(Underpass underpass, String path) throws Exception {
        URI uri = underpass.endpoint().resolve(path);
        return HTTP.send(
                HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> put(Underpass underpass, String document) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(underpass.endpoint().resolve("/_underpass/state"))
                .PUT(HttpRequest.BodyPublishers.ofString(document))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }
}
