package io.underpass.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Calls a deployed API by each of its URLs. Threads: safe. */
enum Invocation {
    /** By the name AWS gives it. */
    HOST {
        @Override
        HttpRequest.Builder request(URI endpoint, String apiId, String stage, String path) {
            return HttpRequest.newBuilder(endpoint.resolve("/" + stage + path))
                    .header("Host", apiId + ".execute-api.us-east-1.amazonaws.com");
        }
    },
    /** By a path on the endpoint. */
    USER_REQUEST_PATH {
        @Override
        HttpRequest.Builder request(URI endpoint, String apiId, String stage, String path) {
            return HttpRequest.newBuilder(
                    endpoint.resolve("/restapis/" + apiId + "/" + stage + "/_user_request_" + path));
        }
    },
    /** By the other path on the endpoint. */
    EXECUTE_API_PATH {
        @Override
        HttpRequest.Builder request(URI endpoint, String apiId, String stage, String path) {
            return HttpRequest.newBuilder(endpoint.resolve("/_aws/execute-api/" + apiId + "/" + stage + path));
        }
    };

    private static final HttpClient CLIENT = client();

    abstract HttpRequest.Builder request(URI endpoint, String apiId, String stage, String path);

    /** GETs {@code path}, which may have a query, from {@code stage} of the API. */
    HttpResponse<String> get(URI endpoint, String apiId, String stage, String path) {
        return send(request(endpoint, apiId, stage, path).GET().build());
    }

    /** POSTs {@code body} to {@code path} of {@code stage} of the API. */
    HttpResponse<String> post(URI endpoint, String apiId, String stage, String path, String body) {
        return send(request(endpoint, apiId, stage, path)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri().toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpClient client() {
        // Read when the JDK's client is first used, which is here.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(30))
                .build();
    }
}
