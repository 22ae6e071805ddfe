package io.underpass.emulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.emulator.Underpass;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportCommandTest {

    private static final String MOCK = """
            openapi: 3.0.1
            info: {title: greeting, version: "1"}
            paths:
              /hello:
                get:
                  responses:
                    200: {description: ok}
                  x-amazon-apigateway-integration:
                    type: mock
                    requestTemplates: {application/json: '{"statusCode": 200}'}
                    responses:
                      default:
                        statusCode: 200
                        responseTemplates: {application/json: '{"hello": "there"}'}
            """;

    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Underpass underpass;

    @BeforeEach
    void start() {
        underpass = Underpass.builder().port(0).start();
    }

    @AfterEach
    void stop() {
        underpass.close();
    }

    @Test
    void whatItPrintsWorks() throws Exception {
        assertThat(run(MOCK, "--stage", "test")).as(err.toString()).isZero();

        assertThat(out.toString()).startsWith("Imported greeting as ");
        String url = out.toString().strip().replaceFirst("(?s).*curl ", "");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url + "hello")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("{\"hello\": \"there\"}");
    }

    @Test
    void aRefusalSaysWhy() throws IOException {
        assertThat(run("openapi: 3.0.1\npaths: {a: !Ref x}\n")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("underpass: Invalid OpenAPI input.")
                .contains("!Ref");
    }

    @Test
    void aMissingFileIsOneLine() {
        assertThat(execute(directory.resolve("missing.yaml"))).isEqualTo(1);
        assertThat(err.toString().strip())
                .startsWith("underpass: there is no file")
                .doesNotContain("\n");
    }

    private int run(String document, String... options) throws IOException {
        return execute(Files.writeString(directory.resolve("api.yaml"), document), options);
    }

    private int execute(Path file, String... options) {
        CommandLine command =
                Main.commandLine(Map.of()).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] arguments = new String[options.length + 4];
        arguments[0] = "import";
        arguments[1] = file.toString();
        arguments[2] = "--endpoint";
        arguments[3] = underpass.endpoint().toString();
        System.arraycopy(options, 0, arguments, 4, options.length);
        return command.execute(arguments);
    }
}
