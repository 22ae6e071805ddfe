package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWS's own URLs by curl, over TLS. Skipped where there is no curl. */
class CurlTest {

    private static final String REGION = ".execute-api.us-east-1.amazonaws.com";

    private final RunningEmulator emulator = new RunningEmulator(settings -> settings.provisioningTime(Duration.ZERO));
    private final ServiceInstance orders = ServiceInstance.start("orders-1");
    private final AwsClients clients = new AwsClients(emulator.endpoint());
    private final Path directory;
    private Path authority;

    CurlTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void trustTheAuthority() throws Exception {
        assumeTrue(curlIsThere(), "needs curl on the PATH");
        authority = directory.resolve("ca.pem");
        curl("-o", authority.toString(), emulator.endpoint() + "/_underpass/ca.pem");
    }

    @AfterEach
    void stop() {
        clients.close();
        orders.close();
        emulator.close();
    }

    @Test
    void theUrlOfTheTutorialWorksLetterForLetter() throws Exception {
        TutorialSteps steps = new TutorialSteps(clients);
        String api = tutorial(steps);
        for (String protocol : List.of("--http1.1", "--http2")) {
            String answer = secure(api + REGION, protocol, "https://" + api + REGION + "/test/orders/42?x=1");
            assertThat(answer)
                    .startsWith("orders-1 GET /orders/42?x=1\n")
                    .endsWith(protocol.equals("--http2") ? " 200 2" : " 200 1.1");
        }
    }

    @Test
    void aCustomDomainNameWorks() throws Exception {
        String api = tutorial(new TutorialSteps(clients));
        AwsCli aws = new AwsCli(emulator.endpoint(), directory);
        assumeTrue(aws.canTargetLoadBalancers(), "needs the AWS CLI on the PATH");
        aws.run(words("apigateway create-domain-name --domain-name api.example.com"
                + " --regional-certificate-arn arn:aws:acm:us-east-1:000000000000:certificate/x"
                + " --endpoint-configuration types=REGIONAL"));
        aws.run(words(
                "apigateway create-base-path-mapping --domain-name api.example.com --stage test --rest-api-id " + api));
        aws.run(words("apigatewayv2 create-api-mapping --domain-name api.example.com --stage test"
                + " --api-mapping-key shop/v2 --api-id " + api));

        for (String path : List.of("/orders/42", "/shop/v2/orders/42")) {
            assertThat(secure("api.example.com", "--http2", "https://api.example.com" + path))
                    .startsWith("orders-1 GET /orders/42\n")
                    .endsWith(" 200 2");
        }
        assertThat(aws.run(words("apigateway get-base-path-mappings --domain-name api.example.com"))
                        .at("/items"))
                .hasSize(2);
        String id = aws.value(
                "/Items/1/ApiMappingId", words("apigatewayv2 get-api-mappings --domain-name api.example.com"));
        aws.run(words("apigatewayv2 delete-api-mapping --domain-name api.example.com --api-mapping-id " + id));
        aws.run(words("apigateway delete-domain-name --domain-name api.example.com"));
        assertThat(secure("api.example.com", "--http2", "https://api.example.com/orders/42"))
                .doesNotContain("orders-1");
    }

    @Test
    void clientCertificatesAreGenerated() throws Exception {
        AwsCli aws = new AwsCli(emulator.endpoint(), directory);
        assumeTrue(aws.canTargetLoadBalancers(), "needs the AWS CLI on the PATH");
        String id = aws.value("/clientCertificateId", words("apigateway generate-client-certificate"));
        assertThat(aws.value(
                        "/pemEncodedCertificate",
                        words("apigateway get-client-certificate --client-certificate-id " + id)))
                .startsWith("-----BEGIN CERTIFICATE-----");
    }

    private String tutorial(TutorialSteps steps) {
        InternalAlb alb = steps.internalAlb("orders", orders);
        return steps.publishedApi("shop", steps.vpcLink("edge"), alb, "http://orders.internal/{proxy}");
    }

    /** Calls {@code url}, whose host is {@code host}, at the emulator; the body, the status and the version of HTTP. */
    private String secure(String host, String protocol, String url) throws Exception {
        InetSocketAddress edge =
                new InetSocketAddress("127.0.0.1", emulator.endpoint().getPort());
        return curl(
                protocol,
                "--cacert",
                authority.toString(),
                "--connect-to",
                host + ":443:127.0.0.1:" + edge.getPort(),
                "-w",
                " %{http_code} %{http_version}",
                url);
    }

    private String curl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "--max-time", "60"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(directory, "curl", ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static boolean curlIsThere() throws InterruptedException {
        try {
            return new ProcessBuilder("curl", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String[] words(String command) {
        return command.split(" ");
    }
}
