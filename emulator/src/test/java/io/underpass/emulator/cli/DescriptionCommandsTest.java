package io.underpass.emulator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.underpass.emulator.Underpass;
import io.underpass.wire.TestTls;
import io.underpass.wire.certificate.Pem;
import io.underpass.wire.certificate.TestRevocations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about descriptions, at one emulator. */
class DescriptionCommandsTest {

    private static final String GREETING = """
            loadBalancers:
              greeter:
                listeners:
                  80:
                    rules:
                      - path: /hello
                        method: GET
                        fixed: {status: 200, body: hello}
            apis:
              greeting:
                stage: test
                routes:
                  ANY /{proxy+}: greeter
                  GET /mock: {answer: 204}
            """;

    private static final String VERIFYING = """
            trustStores:
              partners: {bundle: certificates/ca.pem, revocations: certificates/gone.crl}
            loadBalancers:
              orders:
                listeners:
                  443: {protocol: HTTPS, clients: verify, trustStore: partners,
                        otherwise: {fixed: {status: 200}}}
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
    void whatIsImportedServesIsListedAndFollowed() throws Exception {
        assertThat(run("import", write(GREETING), "--endpoint", endpoint()))
                .as(err())
                .isZero();
        assertThat(out()).contains("API greeting made").contains("load balancer greeter made");
        String url = out().strip().replaceFirst("(?s).*API greeting: ", "");
        assertThat(get(url + "/hello")).isEqualTo("hello");

        out.reset();
        assertThat(run("routes", "--endpoint", endpoint())).isZero();
        assertThat(out().lines().map(line -> line.replaceAll(" +", " ")))
                .anyMatch(
                        line -> line.matches("greeting \\(\\w{10}\\) test ANY /\\{proxy\\+} HTTP_PROXY link private ->"
                                + " load balancer greeter http://greeter.internal:80/\\{proxy}"))
                .anyMatch(line -> line.matches("greeting \\(\\w{10}\\) test GET /mock MOCK"))
                .contains("greeter HTTP 80 1 path /hello, method GET answer 200", "greeter HTTP 80 default answer 404");

        // A request is written down once it is over, which may be a moment after its answer arrived.
        await().untilAsserted(() -> {
            out.reset();
            assertThat(run("tail", "--once", "--endpoint", endpoint())).isZero();
            assertThat(out()).contains(" 200 ").contains("/hello  -> /{proxy+} -> greeter -> rule ");
        });
    }

    @Test
    void aDescriptionWithMistakesIsNotImported() throws Exception {
        assertThat(run("import", write(GREETING.replace("greeter\n", "greter\n")), "--endpoint", endpoint()))
                .isEqualTo(1);
        assertThat(err())
                .contains(":13:7: apis.greeting.routes.ANY /{proxy+}: there is no load balancer 'greter'; did you mean"
                        + " 'greeter'?")
                .contains("Nothing has changed");
    }

    @Test
    void whatIsValidIsSaidToBe() throws Exception {
        assertThat(run("validate", write(GREETING))).as(err()).isZero();
        assertThat(out()).contains("is valid");
    }

    @Test
    void whatAwsWouldRefuseHasItsPlaceToo() throws Exception {
        assertThat(run("validate", write(GREETING.replace("status: 200", "status: 999"))))
                .isEqualTo(1);
        assertThat(err())
                .contains(":6:13: loadBalancers.greeter.listeners.80.rules[0]: ")
                .contains("'999'");
    }

    @Test
    void whatWouldHaveNoEffectHasItsPlaceToo() throws Exception {
        assertThat(run("validate", write("""
                        apis:
                          greeting:
                            stage: test
                            routes:
                              GET /hello:
                                headers: {x-color: "'red'"}
                                request:
                                  query: {color: "'red'"}
                                responses: {200: hello}
                        """))).isEqualTo(1);
        assertThat(err())
                .contains(":6:9: apis.greeting.routes.GET /hello.headers: ")
                .contains(":8:11: apis.greeting.routes.GET /hello.request.query: ")
                .contains("nothing is sent on");
    }

    @Test
    void theFilesOfTrustStoresAreReadWhereTheyAreSaidToBe() throws Exception {
        String file = write(VERIFYING);
        assertThat(run("validate", file)).as(err()).isZero();
        assertThat(out()).contains("is valid");
        assertThat(err()).contains("were not read; --truststores DIR");

        err.reset();
        assertThat(run("validate", write(VERIFYING.replace("status: 200", "status: 999"))))
                .as("the rest is tried")
                .isEqualTo(1);
        assertThat(err()).contains(":6:7: loadBalancers.orders.listeners.443: ").contains("'999'");

        err.reset();
        write(VERIFYING);
        String stores = Files.createDirectories(directory.resolve("stores/certificates"))
                .getParent()
                .toString();
        assertThat(run("validate", file, "--truststores", stores)).isEqualTo(1);
        assertThat(err()).contains(":2:3: trustStores.partners: ").contains("s3://certificates/ca.pem");

        err.reset();
        TestTls tls = TestTls.create();
        Files.writeString(
                directory.resolve("stores/certificates/ca.pem"),
                Pem.of(List.of(tls.authority().certificate())));
        Files.write(
                directory.resolve("stores/certificates/gone.crl"),
                TestRevocations.by(tls.authority(), tls.clientCertificate("joe"))
                        .getEncoded());
        assertThat(run("validate", file, "--truststores", stores)).as(err()).isZero();
        assertThat(err()).doesNotContain("not read");
    }

    @Test
    void openApiDocumentsAreValidatedAsWell() throws Exception {
        assertThat(run("validate", write("openapi: 3.0.1\ninfo: {title: a, version: '1'}\npaths: {b: !Ref c}\n")))
                .isEqualTo(1);
        assertThat(err()).contains("Invalid OpenAPI input.").contains("!Ref");
    }

    @Test
    void aFileThatIsNotThereIsOneLine() {
        assertThat(run("validate", "nowhere.yaml")).isEqualTo(1);
        assertThat(err().strip()).isEqualTo("underpass: there is no file nowhere.yaml");
    }

    private String write(String text) throws IOException {
        return Files.writeString(directory.resolve("greeting.yaml"), text).toString();
    }

    private static String endpoint() {
        return underpass.endpoint().toString();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static String get(String uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private int run(String... arguments) {
        PrintStream outBefore = System.out;
        PrintStream errBefore = System.err;
        PrintStream errNow = new PrintStream(err, true, StandardCharsets.UTF_8);
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(errNow);
        try {
            return Main.commandLine(Map.of())
                    .setErr(new PrintWriter(errNow, true))
                    .execute(arguments);
        } finally {
            System.setOut(outBefore);
            System.setErr(errBefore);
        }
    }
}
