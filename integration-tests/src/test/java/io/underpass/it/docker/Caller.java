package io.underpass.it.docker;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Calls the tutorial's API from outside the containers. Threads: safe. */
final class Caller {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Duration REPORTED = Duration.ofSeconds(60);

    private final URI invoke;

    Caller(URI invoke) {
        this.invoke = invoke;
    }

    /** GETs {@code path} of the API; 0 where nothing answers. */
    int status(String path) {
        return answer(path).map(HttpResponse::statusCode).orElse(0);
    }

    /** GETs {@code path} of the API; empty where nothing answers. */
    Optional<HttpResponse<String>> answer(String path) {
        try {
            return Optional.of(get(URI.create(invoke + path)));
        } catch (UncheckedIOException nothing) {
            return Optional.empty();
        }
    }

    /** The instance that answers {@code path}; empty where no service does. */
    Optional<String> instance(String path) {
        return answer(path)
                .filter(answer -> answer.statusCode() == 200)
                .map(answer -> json(answer.body()).path("instance").asText());
    }

    /** GETs {@code path} of the API and gives what became of it. */
    Sent send(String path) {
        Instant begun = Instant.now();
        try {
            HttpResponse<String> answer = exchange(URI.create(invoke + path));
            Optional<URI> entry =
                    answer.headers().firstValue("x-underpass-journal").map(invoke::resolve);
            return new Sent(begun, Instant.now(), answer.statusCode(), "", entry);
        } catch (HttpConnectTimeoutException unreachable) {
            return new Sent(begun, Instant.now(), Sent.NOTHING, unreachable.toString(), Optional.empty());
        } catch (HttpTimeoutException hung) {
            return new Sent(begun, Instant.now(), Sent.HUNG, hung.toString(), Optional.empty());
        } catch (IOException nothing) {
            return new Sent(begun, Instant.now(), Sent.NOTHING, nothing.toString(), Optional.empty());
        }
    }

    /** The Journal's {@code entry}, with the steps of all processes. */
    static JsonNode entry(URI entry) {
        return await().atMost(REPORTED)
                .until(
                        () -> json(get(entry).body()),
                        json -> json.path("awaits").isMissingNode());
    }

    /**
     * What the Journal says of a request to {@code path} that is sent now, and that fails. A node reports its steps a
     * moment after it has answered.
     */
    JsonNode explainFailure(String path) {
        HttpResponse<String> answer = get(URI.create(invoke + path));
        URI entry = invoke.resolve(
                answer.headers().firstValue("x-underpass-journal").orElseThrow());
        return await().atMost(REPORTED)
                .until(() -> json(get(entry).body()).path("failure"), failure -> !failure.isMissingNode());
    }

    private static HttpResponse<String> get(URI uri) {
        try {
            return exchange(uri);
        } catch (IOException e) {
            throw new UncheckedIOException(uri.toString(), e);
        }
    }

    private static HttpResponse<String> exchange(URI uri) throws IOException {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(uri)
                            .timeout(LIMIT)
                            .header("x-underpass-explain", "1")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
