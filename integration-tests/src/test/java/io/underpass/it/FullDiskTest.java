package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.underpass.emulator.Settings;
import io.underpass.emulator.Underpass;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State on a disk that fills up: a real file system. Skipped, and said so, where none can be mounted. */
class FullDiskTest {

    private static final int DISK_KILOBYTES = 2048;
    private static final int MANY = 2000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    @Test
    void whatWasAnsweredStaysAndWhatCouldNotBeKeptFails() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory, DISK_KILOBYTES)) {
            Path state = disk.place().resolve("state");
            Set<String> answered = new TreeSet<>();
            try (Underpass underpass = start(state)) {
                for (int i = 0; i < 20; i++) {
                    answered.add(created(create(underpass, i)));
                }

                disk.fill();
                HttpResponse<String> refused = fillUp(underpass, answered);
                assertThat(refused.statusCode()).isEqualTo(500);
                assertThat(refused.headers().firstValue("x-amzn-errortype").orElse("") + refused.body())
                        .contains("InternalFailure");
                assertThat(refused.body())
                        .contains("The change was not made")
                        .contains(state.resolve("underpass.state").toString())
                        .contains("No space left on device");
                assertThat(apis(underpass)).isEqualTo(answered);
                assertThat(create(underpass, MANY).statusCode()).isEqualTo(500);
                assertThat(apis(underpass)).isEqualTo(answered);

                disk.free();
                answered.add(created(create(underpass, MANY + 1)));
                assertThat(apis(underpass)).isEqualTo(answered);

                disk.fill();
                fillUp(underpass, answered);
            }
            // It stopped on a full disk, and starts on one.
            try (Underpass underpass = start(state)) {
                assertThat(apis(underpass)).isEqualTo(answered);
                disk.free();
                answered.add(created(create(underpass, MANY + 2)));
            }
            try (Underpass underpass = start(state)) {
                assertThat(apis(underpass)).isEqualTo(answered);
            }
        }
    }

    /** Makes changes until one is not taken: the file may still have room inside. */
    private static HttpResponse<String> fillUp(Underpass underpass, Set<String> answered) throws Exception {
        for (int i = 0; i < MANY; i++) {
            HttpResponse<String> answer = create(underpass, i);
            if (answer.statusCode() != 201) {
                return answer;
            }
            answered.add(created(answer));
        }
        throw new AssertionError("the disk is full, and takes " + MANY + " changes");
    }

    private static HttpResponse<String> create(Underpass underpass, int number) throws Exception {
        String body = "{\"name\":\"api-" + number + "\",\"description\":\"" + "long ".repeat(100) + "\"}";
        return call(underpass, "POST", "/restapis", body);
    }

    private static String created(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).get("id").textValue();
    }

    /** The ids of all APIs, out of the state as it is exported. */
    private static Set<String> apis(Underpass underpass) throws Exception {
        JsonNode state =
                JSON.readTree(call(underpass, "GET", "/_underpass/state", "").body());
        Set<String> ids = new TreeSet<>();
        state.at("/apigateway/apis").fieldNames().forEachRemaining(ids::add);
        return ids;
    }

    private static HttpResponse<String> call(Underpass underpass, String method, String path, String body)
            throws Exception {
        URI uri = underpass.endpoint().resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60));
        if (path.startsWith("/restapis")) {
            request.header(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/apigateway/aws4_request,"
                            + " SignedHeaders=host, Signature=0");
        }
        return HTTP.send(
                request.method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static Underpass start(Path state) throws Exception {
        return Underpass.start(Settings.draft()
                .port(0)
                .drain(Duration.ZERO)
                .ioThreads(1)
                .state(Optional.of(state))
                .settings());
    }
}
