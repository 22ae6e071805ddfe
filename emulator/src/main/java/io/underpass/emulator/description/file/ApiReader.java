package io.underpass.emulator.description.file;

import io.underpass.emulator.description.Api;
import io.underpass.emulator.description.MappedRequest;
import io.underpass.emulator.description.MappedResponse;
import io.underpass.emulator.description.Mistake;
import io.underpass.emulator.description.Route;
import io.underpass.emulator.description.StageSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads APIs and their routes. Threads: stateless. */
final class ApiReader {

    private ApiReader() {}

    static Optional<Api> read(String name, Fields.Named value) {
        Fields fields = value.fields(Part.API);
        Optional<String> stage = fields.text("stage");
        if (!fields.has("stage")) {
            fields.wrong("stage is missing: the name of the stage that it is deployed to");
        }
        return Optional.of(new Api(
                name,
                stage.orElse(""),
                fields.oneOf("endpoint", "EDGE", "REGIONAL", "PRIVATE"),
                fields.texts("binaryMediaTypes"),
                fields.textMap("variables"),
                fields.textMap("tags"),
                fields.named("routes", "routes by METHOD /path", ApiReader::route),
                fields.named("authorizers", "authorizers by name", ApiPartReader::authorizer),
                fields.named("plans", "usage plans by name", ApiPartReader::plan),
                fields.named("gatewayResponses", "gateway responses by type", ApiPartReader::gatewayResponse),
                fields.read("settings", ApiPartReader::settings).orElse(StageSettings.DEFAULT),
                fields.map("models", "JSON schemas by name", ApiPartReader::schema)));
    }

    private static Optional<Route> route(String methodAndPath, Fields.Named value) {
        Route route = Route.of(methodAndPath);
        if (value.isText()) {
            return value.text().map(to -> to(route, to));
        }
        Fields fields = value.fields(Part.ROUTE);
        Route read = fields.text("to").map(to -> to(route, to)).orElse(route);
        read = fields.text("through").map(read::through).orElse(read);
        read = fields.text("path").map(read::path).orElse(read);
        read = fields.text("url").map(read::url).orElse(read);
        read = fields.text("function").map(read::function).orElse(read);
        Optional<ActionReader.Answer> answer = fields.read("answer", ActionReader::answer);
        if (answer.isPresent()) {
            read = read.answer(
                    answer.get().status(),
                    answer.get().type().orElse("text/plain"),
                    answer.get().body().orElse(""));
        }
        read = fields.time("timeout").map(read::timeout).orElse(read);
        read = fields.oneOf("authorization", "NONE", "AWS_IAM")
                .map(read::authorization)
                .orElse(read);
        read = fields.flag("apiKey") ? read.withApiKey() : read;
        for (Map.Entry<String, String> header : fields.textMap("headers").entrySet()) {
            read = read.header(header.getKey(), header.getValue());
        }
        read = fields.text("body").map(read::body).orElse(read);
        read = read.needs(fields.texts("needs").toArray(String[]::new));
        Optional<MappedRequest> request = fields.read("request", ApiReader::request);
        if (request.isPresent()) {
            read = read.request(none -> request.get());
        }
        for (MappedResponse response : fields.named("responses", "responses by status", ApiReader::response)) {
            read = read.response(response.status(), none -> response);
        }
        List<String> scopes = fields.texts("scopes");
        if (fields.has("authorizer")) {
            Route plain = read;
            read = fields.text("authorizer")
                    .map(name -> plain.authorizer(name, scopes.toArray(String[]::new)))
                    .orElse(plain);
        }
        return Optional.of(read);
    }

    private static Optional<MappedRequest> request(Node node, String path, Mistakes mistakes) {
        if (node instanceof ScalarNode) {
            return Nodes.text(node, path, mistakes).map(MappedRequest.NONE::body);
        }
        Fields fields = Fields.of(node, Part.MAPPED_REQUEST, path, mistakes);
        return Optional.of(new MappedRequest(
                fields.read("body", ApiReader::templates).orElse(Map.of()),
                fields.textMap("query"),
                fields.oneOf("passthrough", "WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER")));
    }

    private static Optional<MappedResponse> response(String status, Fields.Named value) {
        if (!status.matches("[1-5]\\d\\d")) {
            value.mistakes().add(new Mistake(value.path(), "'" + status + "' is no status, for instance 200"));
            return Optional.empty();
        }
        MappedResponse response = MappedResponse.of(Integer.parseInt(status));
        if (value.isText()) {
            return value.text().map(response::body);
        }
        Fields fields = value.fields(Part.MAPPED_RESPONSE);
        return Optional.of(new MappedResponse(
                response.status(),
                fields.text("when"),
                fields.read("body", ApiReader::templates).orElse(Map.of()),
                fields.textMap("headers")));
    }

    /** One for JSON, or several by content type. */
    private static Optional<Map<String, String>> templates(Node node, String path, Mistakes mistakes) {
        if (node instanceof ScalarNode) {
            return Nodes.text(node, path, mistakes).map(text -> Map.of("application/json", text));
        }
        Map<String, String> all = new LinkedHashMap<>();
        Nodes.map(node, path, "templates by content type", mistakes)
                .forEach((type, each) ->
                        Nodes.text(each, Fields.child(path, type), mistakes).ifPresent(text -> all.put(type, text)));
        return Optional.of(all);
    }

    /** {@code NAME} or {@code NAME:PORT}. */
    private static Route to(Route route, String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        return colon > 0 && port.matches("\\d{1,5}")
                ? route.to(text.substring(0, colon), Integer.parseInt(port))
                : route.to(text);
    }
}
