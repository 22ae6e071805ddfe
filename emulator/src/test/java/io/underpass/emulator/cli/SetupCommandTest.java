package io.underpass.emulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.emulator.Underpass;
import io.underpass.emulator.demo.ServiceInstance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SetupCommandTest {

    private Underpass underpass;
    private ServiceInstance shop;

    @BeforeEach
    void start() throws IOException {
        underpass = Underpass.builder().provisioningTime(Duration.ZERO).start();
        shop = new ServiceInstance("shop", "shop-1", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void stop() {
        underpass.close();
        shop.close();
    }

    @Test
    void whatItPrintsWorks() throws Exception {
        List<String> lines = curlLines(setup());

        assertThat(get(lines.get(0))).isEqualTo("{\"message\": \"Hello from internal ALB\"}");
        assertThat(get(lines.get(1)))
                .contains("\"service\":\"shop\"", "\"instance\":\"shop-1\"", "\"path\":\"/42\"", "\"X-Forwarded-For\"");
    }

    @Test
    void setUpAgainKeepsWhatIsThere() {
        String first = setup();
        String second = setup();

        assertThat(first).contains("Create the VPC link", "Create the internal load balancer", "Deploy it");
        assertThat(second).contains("Keep the VPC link").doesNotContain("Create", "Integrate", "Deploy");
        assertThat(curlLines(second)).isEqualTo(curlLines(first));
    }

    @Test
    void whatCallersUseIsPrinted() {
        assertThat(setup("--invoke-endpoint", "http://localhost:9999/"))
                .contains("curl http://localhost:9999/restapis/");
    }

    @Test
    void aTargetWithoutPortIsWrongUsage() {
        StringWriter err = new StringWriter();

        int exit = Main.commandLine(Map.of())
                .setErr(new PrintWriter(err, true))
                .execute("setup", "--service", "shop=127.0.0.1");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("HOST:PORT, not '127.0.0.1'");
    }

    private String setup(String... further) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            String[] arguments = {
                "setup",
                "--endpoint",
                underpass.endpoint().toString(),
                "--service",
                "shop=127.0.0.1:" + shop.address().getPort()
            };
            int exit = Main.commandLine(Map.of())
                    .execute(Stream.concat(Arrays.stream(arguments), Arrays.stream(further))
                            .toArray(String[]::new));
            assertThat(exit).isZero();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static List<String> curlLines(String printed) {
        return printed.lines()
                .filter(line -> line.startsWith("curl "))
                .map(line -> line.substring("curl ".length()))
                .toList();
    }

    private static String get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
