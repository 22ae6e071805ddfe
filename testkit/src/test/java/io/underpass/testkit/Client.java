package io.underpass.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks with GET, over connections that leave no thread behind. Threads: blocking, otherwise safe. */
final class Client {

    private static final int TIMEOUT_MILLIS = 60_000;

    private Client() {}

    record Answer(int status, String requestId, String body) {}

    static Answer get(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setRequestProperty("Connection", "close");
            int status = connection.getResponseCode();
            String id = Optional.ofNullable(connection.getHeaderField("x-amzn-RequestId"))
                    .orElse("");
            try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                String body = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return new Answer(status, id, body);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
