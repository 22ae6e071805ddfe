package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State in a directory, seen from outside the process that keeps it. */
class KilledEmulatorTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int LIMIT_SECONDS = 120;
    private static final int CLIENTS = 4;
    private static final int ROUNDS = 3;
    private static final int CHANGES_A_ROUND = 60;
    private static final Pattern ID = Pattern.compile("\"id\":\"([a-z0-9]{10})\"");

    @TempDir
    private Path directory;

    @Test
    void whatWasAnsweredSurvivesAKillInTheMiddleOfTheStream() throws Exception {
        Queue<String> answered = new ConcurrentLinkedQueue<>();
        for (int round = 1; round <= ROUNDS; round++) {
            Process process = underpass("start", "--port", "0", "--state", directory.toString());
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                URI endpoint = ready(out);
                List<Thread> clients = clients(endpoint, answered);
                int enough = round * CHANGES_A_ROUND;
                Awaitility.await()
                        .atMost(Duration.ofSeconds(LIMIT_SECONDS))
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> answered.size() >= enough);

                process.destroyForcibly();

                assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
                for (Thread client : clients) {
                    client.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
                }
            } finally {
                process.destroyForcibly();
            }
        }
        assertThat(answered).hasSizeGreaterThanOrEqualTo(ROUNDS * CHANGES_A_ROUND);

        Process process = underpass("start", "--port", "0", "--state", directory.toString());
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            URI endpoint = ready(out);
            for (String id : answered) {
                assertThat(call(endpoint, "GET", "/restapis/" + id, "").statusCode())
                        .as(id)
                        .isEqualTo(200);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aDirectoryInUseIsOneLineAndExitCode1() throws Exception {
        Process first = underpass("start", "--port", "0", "--state", directory.toString());
        try (BufferedReader out = first.inputReader(StandardCharsets.UTF_8)) {
            ready(out);

            assertThat(failure()).contains(directory.toString(), "(process " + first.pid() + ")", "--state DIR");
        } finally {
            first.destroyForcibly();
        }
    }

    @Test
    void aStoreThatCannotBeReadIsOneLineAndExitCode1() throws Exception {
        Path file = directory.resolve("underpass.state");
        Files.writeString(file, "not a store\n".repeat(1000));

        assertThat(failure()).contains(file.toString(), "damaged");
        assertThat(file).hasContent("not a store\n".repeat(1000));
    }

    private String failure() throws Exception {
        Process process = underpass("start", "--port", "0", "--state", directory.toString());
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(err.strip().lines()).hasSize(1);
        assertThat(err).startsWith("underpass: ");
        return err;
    }

    private static List<Thread> clients(URI endpoint, Queue<String> answered) {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Thread client = new Thread(() -> {
                try {
                    while (true) {
                        HttpResponse<String> answer = call(endpoint, "POST", "/restapis", "{\"name\":\"shop\"}");
                        Matcher id = ID.matcher(answer.body());
                        if (answer.statusCode() != 201 || !id.find()) {
                            return;
                        }
                        answered.add(id.group(1));
                    }
                } catch (IOException e) {
                    // It was killed.
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            client.start();
            clients.add(client);
        }
        return clients;
    }

    private static HttpResponse<String> call(URI endpoint, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve(path))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/apigateway/aws4_request,"
                                + " SignedHeaders=host, Signature=0")
                .timeout(Duration.ofSeconds(LIMIT_SECONDS))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static URI ready(BufferedReader out) throws IOException {
        String line = out.readLine();
        assertThat(line).startsWith("Ready. ");
        return URI.create(line.substring("Ready. ".length()));
    }

    private static Process underpass(String... arguments) throws IOException {
        return UnderpassCommand.of(arguments).start();
    }
}
