package io.underpass.emulator.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.underpass.emulator.Underpass;
import io.underpass.emulator.description.Description;
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
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files, imported into one emulator by different names. */
class ImportedFilesTest {

    private static final String FIXED = """
            loadBalancers:
              NAME:
                listeners:
                  80:
                    otherwise: {fixed: {body: TEXT}}
            apis:
              NAME:
                stage: test
                routes:
                  GET /: NAME
            """;

    private static final String OPENAPI = """
            openapi: 3.0.1
            info: {title: mocked, version: "1"}
            paths:
              /hello:
                get:
                  responses: {200: {description: ok}}
                  x-amazon-apigateway-integration:
                    type: mock
                    requestTemplates: {application/json: '{"statusCode": 200}'}
                    responses:
                      default: {statusCode: 200, responseTemplates: {application/json: 'TEXT'}}
            """;

    private static Underpass underpass;

    @TempDir
    private Path directory = Path.of("");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        underpass = Underpass.builder().provisioningTime(Duration.ZERO).start();
    }

    @AfterAll
    static void stop() {
        underpass.close();
    }

    @Test
    void filesAreImportedInTheirOrderAndAgainWhenTheyChange() throws Exception {
        Path first = write("first.yaml", FIXED.replace("NAME", "first").replace("TEXT", "one"));
        Path second = write("second.json", OPENAPI.replace("TEXT", "two"));
        try (ImportedFiles files = files(first, second)) {
            files.load();
            assertThat(out())
                    .containsSubsequence(first + ": load balancer first made", second + ": API mocked imported: http");
            assertThat(get(url("API first: ") + "/")).isEqualTo("one");
            assertThat(get(url("API mocked imported: ") + "/hello")).isEqualTo("two");

            files.watch();
            write("first.yaml", FIXED.replace("NAME", "first").replace("TEXT", "changed"));
            eventually(() -> assertThat(get(url("API first: ") + "/")).isEqualTo("changed"));

            write("first.yaml", "loadBalancers: {first: {listeners: {80: {otherwise: {fixd: 404}}}}}");
            eventually(() -> assertThat(err()).contains("an action has no key 'fixd'; did you mean 'fixed'?"));
            assertThat(err()).contains("what was there before stays").contains("first.yaml:1:");
            assertThat(get(url("API first: ") + "/")).isEqualTo("changed");

            write("second.json", OPENAPI.replace("TEXT", "three"));
            eventually(() ->
                    assertThat(get(url("API mocked imported: ") + "/hello")).isEqualTo("three"));
        }
    }

    @Test
    void twoDescriptionsCannotHaveOneName() throws Exception {
        Path one = write("one.yaml", "name: same\n" + FIXED.replace("NAME", "a"));
        Path other = write("other.yaml", "name: same\n" + FIXED.replace("NAME", "b"));

        assertThatThrownBy(() -> files(one, other).load())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("are both called 'same'");
        assertThat(out()).isEmpty();
    }

    @Test
    void aDescriptionMayGetAnotherNameButNotAnothers() throws Exception {
        Path renamed = write("renamed.yaml", "name: before\n" + FIXED.replace("NAME", "renamed"));
        Path other = write("kept.yaml", "name: kept\n" + FIXED.replace("NAME", "kept"));
        try (ImportedFiles files = files(renamed, other)) {
            files.load();
            files.watch();
            write("kept.yaml", "name: before\n" + FIXED.replace("NAME", "kept"));
            eventually(() -> assertThat(err()).contains("are both called 'before'"));

            write(
                    "renamed.yaml",
                    "name: after\n" + FIXED.replace("NAME", "renamed").replace("TEXT", "moved"));
            eventually(() -> assertThat(get(url("API renamed: ") + "/")).isEqualTo("moved"));
            eventually(() -> assertThat(out().lines()
                            .filter((other + ": load balancer kept made")::equals)
                            .count())
                    .as("a name that has become free is taken")
                    .isEqualTo(2));

            underpass.reset();
            assertThat(get(url("API renamed: ") + "/")).isEqualTo("moved");
        }
    }

    @Test
    void aResetGoesBackToWhatTheFilesSayNowAndNotToWhatCallsHaveMade() throws Exception {
        Path file = write("reset.yaml", FIXED.replace("NAME", "reset").replace("TEXT", "one"));
        try (ImportedFiles files = files(file)) {
            files.load();
            files.watch();
            underpass.apply(Description.of("call").loadBalancer("by-call", "127.0.0.1:1"));
            write("reset.yaml", FIXED.replace("NAME", "reset").replace("TEXT", "two") + """
                      more:
                        stage: test
                        routes: {GET /: {answer: 204}}
                    """);
            eventually(() -> assertThat(get(url("API reset: ") + "/")).isEqualTo("two"));
            eventually(() -> assertThat(out()).contains("API more: "));
            assertThat(underpass.export()).contains("\"by-call\"");

            underpass.reset();

            assertThat(underpass.export()).doesNotContain("by-call").contains("\"more\"");
            assertThat(get(url("API reset: ") + "/")).isEqualTo("two");
            String start = underpass.export();
            write("reset.yaml", FIXED.replace("NAME", "reset").replace("TEXT", "three"));
            eventually(() -> assertThat(get(url("API reset: ") + "/")).isEqualTo("three"));
            eventually(() -> {
                underpass.reset();
                assertThat(underpass.export()).isNotEqualTo(start).doesNotContain("\"more\"");
            });
        }
    }

    @Test
    void aDocumentWithAnotherTitleIsTheSameApi() throws Exception {
        Path file = write("titled.json", OPENAPI.replace("mocked", "titled-one").replace("TEXT", "one"));
        try (ImportedFiles files = files(file)) {
            files.load();
            String url = url("API titled-one imported: ");
            files.watch();
            write("titled.json", OPENAPI.replace("mocked", "titled-two").replace("TEXT", "two"));
            eventually(() -> assertThat(get(url + "/hello")).isEqualTo("two"));
            eventually(() -> assertThat(url("API titled-two imported: ")).isEqualTo(url));
            assertThat(apis()).contains("titled-two").doesNotContain("titled-one");

            write("titled.json", OPENAPI.replace("mocked", "titled-two").replace("TEXT", "three") + """
                    tags:
                      - {name: _custom_id_, x-amazon-apigateway-tag-value: my-fixed}
                    """);
            eventually(() -> assertThat(url("API titled-two imported: ")).contains("/my-fixed/"));
            assertThat(get(url("API titled-two imported: ") + "/hello")).isEqualTo("three");
            assertThat(get(url + "/hello")).doesNotContain("two");

            write("titled.json", FIXED.replace("NAME", "described").replace("TEXT", "four"));
            eventually(() -> assertThat(out()).contains("API described: "));
            eventually(() -> assertThat(get(url("API described: ") + "/")).isEqualTo("four"));
            eventually(() -> assertThat(apis()).contains("described").doesNotContain("titled-two"));
        }
    }

    @Test
    void documentsOfOneTitleAreApisOfTheirOwn() throws Exception {
        String titled = OPENAPI.replace("mocked", "same");
        Path described = write("same.yaml", FIXED.replace("NAME", "same").replace("TEXT", "described"));
        Path one = write("one.json", titled.replace("TEXT", "one") + id("same-one"));
        Path other = write("other.json", titled.replace("TEXT", "other") + id("same-other"));
        Path without = write("without.json", titled.replace("TEXT", "without"));
        files(described, one, other, without).load();
        files(one, without).load();

        assertThat(apis()).filteredOn("same"::equals).hasSize(4);
        assertThat(get(url("API same: ") + "/")).isEqualTo("described");
        assertThat(get(url(one + ": API same imported: ") + "/hello")).isEqualTo("one");
        assertThat(get(url(other + ": API same imported: ") + "/hello")).isEqualTo("other");
        assertThat(get(url(without + ": API same imported: ") + "/hello")).isEqualTo("without");
    }

    private static String id(String id) {
        return "tags: [{name: _custom_id_, x-amazon-apigateway-tag-value: " + id + "}]\n";
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThatThrownBy(() -> files(directory.resolve("none.yaml")).load())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no file");
    }

    private ImportedFiles files(Path... files) {
        return new ImportedFiles(
                underpass,
                List.of(files),
                "test",
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Duration.ofMillis(50));
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        // At once: who looks in between would find it empty, and where that lasts, import nothing.
        return Files.move(
                Files.writeString(directory.resolve(name + ".new"), text), file, StandardCopyOption.REPLACE_EXISTING);
    }

    private String url(String after) {
        int at = out().lastIndexOf(after) + after.length();
        return out().substring(at, out().indexOf('\n', at)).strip();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static List<String> apis() throws IOException {
        List<String> names = new ArrayList<>();
        new ObjectMapper()
                .readTree(underpass.export())
                .at("/apigateway/apis")
                .forEach(api -> names.add(api.at("/api/name").textValue()));
        return names;
    }

    private static void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await().untilAsserted(assertion);
    }

    private static String get(String uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
