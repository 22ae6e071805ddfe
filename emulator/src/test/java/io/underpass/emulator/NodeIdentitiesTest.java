package io.underpass.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestTls;
import io.underpass.wire.UpstreamTls;
import io.underpass.wire.certificate.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A load balancer on a node knows who those are who call it through the edge: by what they show, or by signing in. */
class NodeIdentitiesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static ShopOnNode shop;

    private final Browser browser = new Browser();

    @BeforeAll
    static void start(@TempDir Path buckets) throws Exception {
        shop = new ShopOnNode(buckets);
        Path bundle = Files.createDirectory(buckets.resolve("bundles")).resolve("ca.pem");
        Files.writeString(bundle, Pem.of(List.of(shop.tls.authority().certificate())));
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @Test
    void peopleSignInAndTheTargetCanVerifyWhoTheyAreAndSeeWhatTheyShowed() throws Exception {
        TestClient.Response back = get(shop.users.signIn(get("/private")));
        assertThat(back.status()).as(back.bodyText()).isEqualTo(302);

        String seen = get("/private").bodyText();
        assertThat(seen)
                .contains("x-amzn-oidc-identity: jane")
                .contains("X-Amzn-Mtls-Clientcert: -----BEGIN%20CERTIFICATE-----")
                .doesNotContainIgnoringCase("x-underpass-hop");
        Matcher data = Pattern.compile("x-amzn-oidc-data: ([^.]+)\\.").matcher(seen);
        assertThat(data.find()).as(seen).isTrue();
        String keyId = JSON.readTree(Base64.getUrlDecoder().decode(data.group(1)))
                .path("kid")
                .asText();
        URI key = shop.underpass.endpoint().resolve("/_underpass/elb-keys/" + keyId);
        await().untilAsserted(() -> assertThat(
                        HTTP.send(HttpRequest.newBuilder(key).build(), HttpResponse.BodyHandlers.ofString())
                                .body())
                .startsWith("-----BEGIN PUBLIC KEY-----"));
    }

    private TestClient.Response get(String path) throws Exception {
        SSLContext jane = shop.tls.client(shop.tls.clientCertificate("jane"));
        try (SSLSocket socket = TestTls.connect(jane, shop.edge(), shop.host())) {
            return browser.get(socket, shop.host() + ":" + shop.securePort, path);
        }
    }

    @Test
    void callsOfGrpcPassWhereTheListenerVerifiesItsClients() throws Exception {
        String store = AwsApi.text(
                shop.aws.elb(
                        "CreateTrustStore",
                        "Name=people",
                        "CaCertificatesBundleS3Bucket=bundles",
                        "CaCertificatesBundleS3Key=ca.pem"),
                "TrustStoreArn");
        String listener = "ListenerArn=" + shop.shop.securedListener();
        shop.aws.elb(
                "ModifyListener",
                listener,
                "MutualAuthentication.Mode=verify",
                "MutualAuthentication.TrustStoreArn=" + store);
        try {
            await().until(() -> !lets(shop.tls.client()) && lets(shop.tls.client(shop.tls.clientCertificate("jane"))));

            X509Certificate jane = shop.tls.clientCertificate("jane");
            UpstreamTls shown = UpstreamTls.verified(
                    List.of(shop.tls.authority().certificate()),
                    Optional.of(new UpstreamTls.ClientIdentity(shop.tls.keys().getPrivate(), List.of(jane))));
            assertThat(GrpcCall.trailers(shop.loops, shop.edge(), shop.host(), shop.securePort, shown))
                    .isEqualTo("[grpc-status=0]");
        } finally {
            shop.aws.elb("ModifyListener", listener, "MutualAuthentication.Mode=passthrough");
        }
    }

    /** Whether the node takes this client for its own. */
    private static boolean lets(SSLContext client) {
        try (SSLSocket socket =
                        TestTls.connect(client, new InetSocketAddress("127.0.0.1", shop.securePort), shop.host());
                TestClient over = TestClient.over(socket)) {
            return over.send("GET", "/", "").read().status() == 302;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}
