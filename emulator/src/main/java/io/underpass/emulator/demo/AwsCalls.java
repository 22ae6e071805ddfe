package io.underpass.emulator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Speaks to the AWS endpoint as an AWS client does: over HTTP, REST-JSON for API Gateway and Query for Elastic Load
 * Balancing, the service named in the credential scope.
 *
 * <p>Threads: blocking; for the thread of the command line.
 */
final class AwsCalls {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final URI endpoint;
    private final String region;

    AwsCalls(URI endpoint, String region) {
        this.endpoint = endpoint;
        this.region = region;
    }

    /** Calls API Gateway; throws {@link DemoFailure} unless the status is 2xx. */
    JsonNode apiGateway(String method, String path, String body) {
        String what = method + " " + path;
        return json(what, successful(what, send(what, apiGatewayRequest(method, path, body))));
    }

    /** Asks API Gateway for what may not be there: empty where it answers 404. */
    Optional<JsonNode> findInApiGateway(String path) {
        String what = "GET " + path;
        HttpResponse<String> response = send(what, apiGatewayRequest("GET", path, ""));
        return response.statusCode() == 404 ? Optional.empty() : Optional.of(json(what, successful(what, response)));
    }

    /** Calls Elastic Load Balancing and gives the text of the first element {@code wanted} of its answer. */
    String elbv2(String action, Map<String, String> parameters, String wanted) {
        String xml = successful(action, send(action, elbv2Request(action, parameters)));
        return firstElement(action, xml, wanted)
                .orElseThrow(() -> new DemoFailure(action + " answered without " + wanted + ": " + xml));
    }

    /** Asks Elastic Load Balancing for what may not be there: empty where it answers that it is not. */
    Optional<String> findInElbv2(String action, Map<String, String> parameters, String wanted) {
        HttpResponse<String> response = send(action, elbv2Request(action, parameters));
        if (response.statusCode() == 400
                && firstElement(action, response.body(), "Code").orElse("").endsWith("NotFound")) {
            return Optional.empty();
        }
        return firstElement(action, successful(action, response), wanted);
    }

    private HttpRequest apiGatewayRequest(String method, String path, String body) {
        return HttpRequest.newBuilder(endpoint.resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", authorization("apigateway"))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest elbv2Request(String action, Map<String, String> parameters) {
        String form = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "Action=" + action + "&Version=2015-12-01&", ""));
        return HttpRequest.newBuilder(endpoint.resolve("/"))
                .timeout(TIMEOUT)
                .header("Authorization", authorization("elasticloadbalancing"))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
    }

    /** Sends a GET and gives the whole answer, whatever its status. */
    HttpResponse<String> get(String path, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(endpoint.resolve(path)).timeout(TIMEOUT);
        headers.forEach(request::header);
        return send("GET " + path, request.build());
    }

    private static JsonNode json(String what, String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new DemoFailure(what + " answered something that is not JSON: " + e.getMessage());
        }
    }

    private static String successful(String what, HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            throw new DemoFailure(what + " answered " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private HttpResponse<String> send(String what, HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new DemoFailure(what + " failed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure(what + " was interrupted");
        }
    }

    private String authorization(String service) {
        return "AWS4-HMAC-SHA256 Credential=test/20260101/" + region + "/" + service
                + "/aws4_request, SignedHeaders=host, Signature=00";
    }

    private static Optional<String> firstElement(String action, String xml, String name) {
        try {
            NodeList found = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                    .getElementsByTagName(name);
            return found.getLength() == 0
                    ? Optional.empty()
                    : Optional.of(found.item(0).getTextContent());
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new DemoFailure(action + " answered something that is not XML: " + e.getMessage());
        }
    }
}
