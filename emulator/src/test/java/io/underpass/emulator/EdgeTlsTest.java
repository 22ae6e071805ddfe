package io.underpass.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.underpass.emulator.demo.Demo;
import io.underpass.emulator.tls.TlsSettings;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestTls;
import io.underpass.wire.certificate.Authority;
import io.underpass.wire.certificate.Pem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeTlsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TestTls OTHERS = TestTls.create();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;

    private static Underpass underpass;
    private static Demo demo;
    private static String api;

    @BeforeAll
    static void start() throws Exception {
        Path own = Files.createDirectory(directory.resolve("own"));
        Path stores = Files.createDirectories(directory.resolve("stores/bucket"));
        Files.writeString(
                own.resolve("given.example.com.pem"),
                Pem.of(List.of(
                                OTHERS.certificate("given.example.com"),
                                OTHERS.authority().certificate()))
                        + Pem.of(OTHERS.keys().getPrivate()));
        Files.writeString(
                stores.resolve("clients.pem"), Pem.of(List.of(OTHERS.authority().certificate())));
        underpass = Underpass.builder()
                .tls(new TlsSettings(Optional.of(own), Optional.of(directory.resolve("stores")), Optional.empty()))
                .start();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        demo = new Demo(underpass, new PrintStream(printed, true, StandardCharsets.UTF_8));
        demo.run();
        Matcher id = Pattern.compile("/restapis/([a-z0-9]{10})/").matcher(printed.toString(StandardCharsets.UTF_8));
        assertThat(id.find()).isTrue();
        api = id.group(1);
    }

    @AfterAll
    static void stop() {
        underpass.close();
        demo.close();
    }

    @Test
    void theExecuteApiNameIsServedOverTlsOnTheSamePort() throws Exception {
        String host = api + ".execute-api.us-east-1.amazonaws.com";
        try (TestClient client = connect(trusting(ca()), host)) {
            TestClient.Response answer =
                    client.send("GET", "/test/orders/42", "", "Host: " + host).read();
            assertThat(answer.status()).isEqualTo(200);
        }
        assertThat(call("GET", "/_underpass/health", "").statusCode()).isEqualTo(200);
    }

    @Test
    void addressesAndLocalhostAndLoadBalancersHaveCertificates() throws Exception {
        for (String name : List.of("", "localhost", "internal-orders-1.us-east-1.elb.amazonaws.com")) {
            try (TestClient client = connect(trusting(ca()), name)) {
                assertThat(client.send("GET", "/_underpass/health", "").read().status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void http2IsSpokenToClientsThatOfferIt() throws Exception {
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(ca())).build();
        URI uri = URI.create(
                "https://127.0.0.1:" + address().getPort() + "/restapis/" + api + "/test/_user_request_/orders/42");
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-amzn-requestid")).isPresent();
    }

    @Test
    void aDomainIsServedWithTheCertificateGivenForIt() throws Exception {
        post("/domainnames", "{'domainName':'given.example.com'}");
        post("/domainnames/given.example.com/basepathmappings", "{'restApiId':'" + api + "','stage':'test'}");
        try (TestClient client = connect(OTHERS.client(), "given.example.com")) {
            assertThat(client.send("GET", "/orders/42", "", "Host: given.example.com")
                            .read()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aDomainMayBringItsCertificateInTheCall() throws Exception {
        String body = JSON.createObjectNode()
                .put("domainName", "inline.example.com")
                .put("certificateBody", Pem.of(List.of(OTHERS.certificate("inline.example.com"))))
                .put("certificateChain", Pem.of(List.of(OTHERS.authority().certificate())))
                .put("certificatePrivateKey", Pem.of(OTHERS.keys().getPrivate()))
                .toString();
        assertThat(call("POST", "/domainnames", body).statusCode()).isEqualTo(201);
        try (TestClient client = connect(OTHERS.client(), "inline.example.com")) {
            TestClient.Response answer = client.send("GET", "/nothing", "", "Host: inline.example.com")
                    .read();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.bodyText()).isEqualTo("{\"message\":\"Forbidden\"}");
        }
    }

    @Test
    void mutualTlsLetsInWhomTheTruststoreKnows() throws Exception {
        post(
                "/domainnames",
                "{'domainName':'mtls.example.com','mutualTlsAuthentication':{'truststoreUri':'s3://bucket/clients.pem'}}");
        post("/domainnames/mtls.example.com/basepathmappings", "{'restApiId':'" + api + "','stage':'test'}");
        SSLContext alice = client(ca(), OTHERS.clientCertificate("alice"));
        try (TestClient client = connect(alice, "mtls.example.com")) {
            assertThat(client.send("GET", "/orders/42", "", "Host: mtls.example.com")
                            .read()
                            .status())
                    .isEqualTo(200);
        }
        assertThatThrownBy(() -> {
                    try (TestClient client = connect(trusting(ca()), "mtls.example.com")) {
                        client.send("GET", "/", "", "Host: mtls.example.com").read();
                    }
                })
                .isInstanceOf(Exception.class);
        // Neither without TLS nor by way of another name's connection.
        assertThat(TestClient.get(address(), "/", "Host: mtls.example.com").status())
                .isEqualTo(403);
        try (TestClient client = connect(trusting(ca()), "localhost")) {
            assertThat(client.send("GET", "/", "", "Host: mtls.example.com")
                            .read()
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void aDomainsSecurityPolicySaysWhichVersionsAreSpoken() throws Exception {
        post("/domainnames", "{'domainName':'usual.example.com'}");
        post("/domainnames", "{'domainName':'strict.example.com','securityPolicy':'SecurityPolicy_TLS13_1_3_2025_09'}");

        assertThat(versionWith("TLSv1.2", "usual.example.com")).isEqualTo("TLSv1.2");
        assertThat(versionWith("TLSv1.3", "usual.example.com")).isEqualTo("TLSv1.3");
        assertThat(versionWith("TLSv1.3", "strict.example.com")).isEqualTo("TLSv1.3");
        assertThatThrownBy(() -> versionWith("TLSv1.2", "strict.example.com")).isInstanceOf(IOException.class);
    }

    private static String versionWith(String version, String name) throws Exception {
        try (SSLSocket socket = (SSLSocket) trusting(ca())
                .getSocketFactory()
                .createSocket("127.0.0.1", address().getPort())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            parameters.setProtocols(new String[] {version});
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(60_000);
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    @Test
    void theAuthorityIsKeptWithTheState(@TempDir Path state) throws Exception {
        String first = authorityOf(state);
        assertThat(authorityOf(state)).isEqualTo(first).contains("BEGIN CERTIFICATE");
        assertThat(first).doesNotContain("PRIVATE KEY");
        assertThat(Files.getPosixFilePermissions(state.resolve("ca.pem"))).hasSize(2);
    }

    private static String authorityOf(Path state) throws Exception {
        try (Underpass kept = Underpass.start(
                Settings.draft().port(0).ioThreads(1).state(Optional.of(state)).settings())) {
            InetSocketAddress address =
                    new InetSocketAddress("127.0.0.1", kept.endpoint().getPort());
            return TestClient.get(address, "/_underpass/ca.pem").bodyText();
        }
    }

    private static X509Certificate ca() throws Exception {
        return Pem.certificates(call("GET", "/_underpass/ca.pem", "").body()).get(0);
    }

    private static SSLContext trusting(X509Certificate ca) {
        return new TestTls(new Authority(ca, OTHERS.authority().key()), OTHERS.keys()).client();
    }

    private static SSLContext client(X509Certificate ca, X509Certificate shown) {
        return new TestTls(new Authority(ca, OTHERS.authority().key()), OTHERS.keys()).client(shown);
    }

    private static TestClient connect(SSLContext context, String name) throws IOException {
        return TestClient.over(TestTls.connect(context, address(), name));
    }

    private static InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", underpass.endpoint().getPort());
    }

    private static JsonNode post(String path, String body) throws Exception {
        HttpResponse<String> answer = call("POST", path, body.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> call(String method, String path, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(underpass.endpoint().resolve(path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
