package io.underpass.emulator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.underpass.emulator.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** The running emulator that a command asks. Threads: confined to the main thread. */
final class EdgeAddress {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final JsonMapper MAPPER = new JsonMapper();

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:" + Settings.DEFAULT_PORT,
            description = "The emulator. Default: ${DEFAULT-VALUE}. [UNDERPASS_ENDPOINT]")
    private URI endpoint = URI.create("");

    /** Made by the first question: who asks for help needs none. */
    private Optional<HttpClient> http = Optional.empty();

    private HttpClient client() {
        if (http.isEmpty()) {
            http = Optional.of(HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build());
        }
        return http.get();
    }

    /** What GET at {@code path} answers; throws IOException with a message for people. */
    JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response;
        try {
            response = client().send(
                            HttpRequest.newBuilder(endpoint.resolve(path))
                                    .timeout(TIMEOUT)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "nothing answers at " + endpoint + "; an emulator is started with: underpass start", e);
        }
        if (response.statusCode() != 200) {
            throw new IOException(
                    endpoint.resolve(path) + " answered " + response.statusCode() + " " + response.body());
        }
        return MAPPER.readTree(response.body());
    }
}
