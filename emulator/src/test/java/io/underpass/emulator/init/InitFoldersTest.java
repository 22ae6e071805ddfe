package io.underpass.emulator.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.underpass.emulator.Underpass;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class InitFoldersTest {

    private static Underpass underpass;

    @TempDir
    private Path directory = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final InitStatus status = new InitStatus();

    @BeforeAll
    static void start() {
        underpass = Underpass.builder().provisioningTime(Duration.ZERO).start();
    }

    @AfterAll
    static void stop() {
        underpass.close();
    }

    @Test
    void filesAreRunInTheOrderOfTheirNames() throws Exception {
        Path log = directory.resolve("log");
        write("own/ready.d/20-second.sh", "echo second $AWS_ENDPOINT_URL $AWS_ACCESS_KEY_ID >> " + log);
        write("own/ready.d/10-first.sh", "echo first >> " + log);
        write("own/ready.d/15-api.yaml", """
            apis: {hooked: {stage: test, routes: {GET /: {answer: 204}}}}
            """);
        write("own/ready.d/notes.txt", "nobody reads this");
        InitFolders init = init();
        init.boot();
        init.run(InitStage.READY, underpass);

        assertThat(log).hasContent("first\nsecond " + underpass.endpoint() + " test");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("API hooked made", "notes.txt: left alone");
    }

    /** Mounted by Kubernetes, a file is a link into a hidden folder. */
    @Test
    void foldersInFoldersComeAfterTheFilesAndHiddenOnesNever() throws Exception {
        Path log = directory.resolve("log");
        write("own/ready.d/a/c.sh", "echo c >> " + log);
        write("own/ready.d/b.sh", "echo b >> " + log);
        write("own/ready.d/..data/d.sh", "echo d >> " + log);
        Files.createSymbolicLink(directory.resolve("own/ready.d/d.sh"), Path.of("..data/d.sh"));
        init().run(InitStage.READY, underpass);

        assertThat(log).hasContent("b\nd\nc");
    }

    @Test
    void linkedFoldersAreFoldersToo() throws Exception {
        Path log = directory.resolve("log");
        write("elsewhere/a.sh", "echo a >> " + log);
        write("more/b.sh", "echo b >> " + log);
        Files.createDirectory(directory.resolve("own"));
        Files.createSymbolicLink(directory.resolve("own/ready.d"), directory.resolve("elsewhere"));
        Files.createSymbolicLink(directory.resolve("elsewhere/linked"), directory.resolve("more"));
        init().run(InitStage.READY, underpass);
        assertThat(log).hasContent("a\nb");

        Files.createSymbolicLink(directory.resolve("more/round"), directory.resolve("elsewhere"));
        assertThatThrownBy(() -> init().run(InitStage.READY, underpass))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("round is a link to a folder that it is in itself");
    }

    @Test
    void aProgramThatIsNotHereIsSaidToBe() throws Exception {
        write("own/ready.d/a.sh", "awslocal-of-nobody s3 ls 2> /dev/null");

        assertThatThrownBy(() -> init().run(InitStage.READY, underpass))
                .hasMessageContaining("a program that is not here");
    }

    /** Containers are said to be healthy by a script of the image. */
    @Test
    void theEmulatorIsStartingUntilTheLastOfThem() throws Exception {
        Path script = Path.of("../image/health").toAbsolutePath().normalize();
        InitFolders init = init();
        underpass.init().follow(status);

        assertThat(get("/_underpass/health").path("status").asText()).isEqualTo("starting");
        assertThat(exitValue(script)).isNotZero();
        init.run(InitStage.READY, underpass);
        assertThat(get("/_underpass/health").path("status").asText()).isEqualTo("running");
        assertThat(exitValue(script)).isZero();
        assertThat(status.anythingDone()).isFalse();
    }

    private static int exitValue(Path script) throws Exception {
        String port = String.valueOf(underpass.endpoint().getPort());
        return new ProcessBuilder("bash", script.toString(), port).start().waitFor();
    }

    @Test
    void theFirstFolderWins() throws Exception {
        Path log = directory.resolve("log");
        write("own/start.d/a.sh", "echo own >> " + log);
        write("other/start.d/a.sh", "echo other >> " + log);
        write("other/start.d/b.sh", "echo more >> " + log);
        init().run(InitStage.START, underpass);

        assertThat(log).hasContent("own\nmore");
    }

    @Test
    void theFirstFailureEndsItAndIsTold() throws Exception {
        Path log = directory.resolve("log");
        write("own/boot.d/a.sh", "exit 3");
        write("own/boot.d/b.sh", "echo no >> " + log);

        assertThatThrownBy(() -> init().boot())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.sh ended with 3");
        assertThat(log).doesNotExist();
        underpass.init().follow(status);
        JsonNode own = get("/_underpass/init");
        assertThat(own.at("/files/0/state").asText()).isEqualTo("error");
        assertThat(own.at("/files/0/reason").asText()).contains("ended with 3");
        assertThat(own.at("/completed/boot").asBoolean()).isFalse();
        JsonNode likeLocalStack = get("/_localstack/init");
        assertThat(likeLocalStack.at("/completed/BOOT").isBoolean()).isTrue();
        assertThat(likeLocalStack.at("/scripts/0").toString())
                .isEqualTo("{\"stage\":\"BOOT\",\"name\":\"a.sh\",\"state\":\"ERROR\"}");
        assertThat(get("/_localstack/init/ready").toString()).isEqualTo("{\"completed\":false,\"scripts\":[]}");
    }

    @Test
    void whatTakesTooLongIsEnded() throws Exception {
        write("own/ready.d/slow.sh", "sleep 60 & wait");

        assertThatThrownBy(() -> new InitFolders(
                                List.of(directory.resolve("own")),
                                Duration.ofMillis(200),
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                status)
                        .run(InitStage.READY, underpass))
                .hasMessageContaining("slow.sh took longer than");
    }

    @Test
    void nothingCanBeImportedBeforeThereIsAnEmulator() throws Exception {
        write("own/boot.d/api.yaml", "apis: {}");

        assertThatThrownBy(() -> init().boot()).hasMessageContaining("put it into ready.d");
    }

    private InitFolders init() {
        return new InitFolders(
                List.of(directory.resolve("own"), directory.resolve("other")),
                Duration.ofMinutes(2),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                status);
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text + "\n");
    }

    private static JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(underpass.endpoint() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body());
    }
}
