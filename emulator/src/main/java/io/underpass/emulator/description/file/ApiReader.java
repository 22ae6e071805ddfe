package io.underpass.emulator.description.file;

import io.underpass.emulator.description.Api;
import io.underpass.emulator.description.Route;
import io.underpass.emulator.description.StageSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
                fields.read("settings", ApiPartReader::settings).orElse(StageSettings.DEFAULT)));
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
        List<String> scopes = fields.texts("scopes");
        if (fields.has("authorizer")) {
            Route plain = read;
            read = fields.text("authorizer")
                    .map(name -> plain.authorizer(name, scopes.toArray(String[]::new)))
                    .orElse(plain);
        }
        return Optional.of(read);
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
