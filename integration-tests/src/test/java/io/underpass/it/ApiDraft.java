package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.underpass.wire.TestClient;
import java.util.HashMap;
import java.util.Map;

/**
 * A regional REST API that a test writes method by method, publishes in the stage {@code dev} and calls over a raw
 * socket by its own host. In JSON {@code `} stands for a quotation mark.
 *
 * <p>Threads: confined to one test.
 */
final class ApiDraft {

    static final String STAGE = "dev";

    /** The uri of {@link EchoFunction}. */
    static final String ECHO = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions"
            + "/arn:aws:lambda:us-east-1:000000000000:function:echo/invocations";

    private final ControlCalls aws;
    private final String id;
    private final Map<String, String> resources = new HashMap<>();

    ApiDraft(ControlCalls aws) {
        this.aws = aws;
        JsonNode api = aws.call("POST /restapis", "{`name`:`draft`,`endpointConfiguration`:{`types`:[`REGIONAL`]}}");
        id = api.path("id").asText();
        resources.put("/", api.path("rootResourceId").asText());
    }

    String id() {
        return id;
    }

    /** The path of the API's control resource. */
    String path() {
        return "/restapis/" + id;
    }

    /** The path of {@code verb} on the resource {@code path}, which is created if need be. */
    String method(String path, String verb) {
        return path() + "/resources/" + resource(path) + "/methods/" + verb;
    }

    /** The id of the resource {@code path}; it and those above it are created if need be. */
    String resource(String path) {
        String known = resources.get(path);
        if (known != null) {
            return known;
        }
        int slash = path.lastIndexOf('/');
        String parent = resource(slash == 0 ? "/" : path.substring(0, slash));
        String made = aws.call(
                        "POST " + path() + "/resources/" + parent, "{`pathPart`:`" + path.substring(slash + 1) + "`}")
                .path("id")
                .asText();
        resources.put(path, made);
        return made;
    }

    /** Adds a method, {@code more} are further members of it, each after a comma. */
    ApiDraft open(String path, String verb, String more) {
        aws.call("PUT " + method(path, verb), "{`authorizationType`:`NONE`" + more + "}");
        return this;
    }

    /** Adds an integration to a method that exists. */
    ApiDraft integration(String path, String verb, String json) {
        aws.call("PUT " + method(path, verb) + "/integration", json);
        return this;
    }

    /** Adds a method response and the integration response that leads to it. */
    ApiDraft response(String path, String verb, int status, String method, String integration) {
        aws.call("PUT " + method(path, verb) + "/responses/" + status, method);
        aws.call("PUT " + method(path, verb) + "/integration/responses/" + status, integration);
        return this;
    }

    /** A method that answers 200 with what {@code template} makes. */
    ApiDraft mock(String path, String verb, String template) {
        return mock(path, verb, "{`statusCode`: 200}", template);
    }

    /** A method that answers with {@code template} when {@code request} says 200. */
    ApiDraft mock(String path, String verb, String request, String template) {
        return open(path, verb, "")
                .integration(
                        path, verb, "{`type`:`MOCK`,`requestTemplates`:{`application/json`:" + text(request) + "}}")
                .response(path, verb, 200, "{}", "{`responseTemplates`:{`application/json`:" + text(template) + "}}");
    }

    /** A text as a string of JSON. */
    static String text(String text) {
        return TextNode.valueOf(text.replace('`', '"')).toString();
    }

    /** A method whose requests go to {@code uri}; {@code more} are further members of the integration. */
    ApiDraft proxy(String path, String verb, String uri, String more) {
        return open(path, verb, parameters(path))
                .integration(
                        path,
                        verb,
                        "{`type`:`HTTP_PROXY`,`httpMethod`:`" + verb + "`,`uri`:`" + uri + "`" + more + "}");
    }

    /** A method that calls {@code uri} with what is mapped, and answers 200 with its body. */
    ApiDraft custom(String path, String verb, String uri, String more) {
        return open(path, verb, parameters(path))
                .integration(path, verb, "{`type`:`HTTP`,`httpMethod`:`" + verb + "`,`uri`:`" + uri + "`" + more + "}");
    }

    /** A method whose requests a Lambda function answers. */
    ApiDraft function(String path, String verb) {
        return open(path, verb, "")
                .integration(path, verb, "{`type`:`AWS_PROXY`,`httpMethod`:`POST`,`uri`:`" + ECHO + "`}");
    }

    private static String parameters(String path) {
        int open = path.indexOf('{');
        if (open < 0) {
            return "";
        }
        String name = path.substring(open + 1, path.indexOf('}')).replace("+", "");
        return ",`requestParameters`:{`method.request.path." + name + "`:true}";
    }

    /** Publishes the API as it is now. */
    ApiDraft deploy() {
        return deploy("");
    }

    /** Publishes the API as it is now; {@code more} are further members of the deployment. */
    ApiDraft deploy(String more) {
        aws.call("POST " + path() + "/deployments", "{`stageName`:`" + STAGE + "`" + more + "}");
        return this;
    }

    /** GETs {@code target}, which begins with the stage. */
    TestClient.Response get(String target, String... headers) {
        return send("GET", target, "", headers);
    }

    /** Sends one request on a connection of its own. */
    TestClient.Response send(String verb, String target, String body, String... headers) {
        String[] all = new String[headers.length + 1];
        all[0] = "Host: " + host();
        System.arraycopy(headers, 0, all, 1, headers.length);
        return TestClient.request(aws.address(), verb, target, body, all);
    }

    /** The API's own host. */
    String host() {
        return id + ".execute-api.us-east-1.amazonaws.com";
    }

    /** Checks an error that the gateway itself answers: status, type and every byte of the body. */
    static void assertError(TestClient.Response answer, int status, String type, String body) {
        assertThat(answer.bodyText()).isEqualTo(body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers())
                .contains("x-amzn-ErrorType: " + type, "Content-Length: " + body.length())
                .contains("Content-Type: application/json");
        assertThat(answer.header("x-amzn-RequestId").orElse("")).hasSize(36);
        assertThat(answer.header("x-amz-apigw-id").orElse("")).endsWith("=");
    }
}
