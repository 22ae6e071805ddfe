package io.underpass.emulator;

import static io.underpass.emulator.AwsApi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** People sign in at an internet-facing load balancer with a user pool that is played on this machine. */
class SignInTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final UserPool users = new UserPool();
    private final TestOrigin target = TestOrigin.start(Behaviours.echo());
    private final Underpass underpass = Underpass.builder()
            .provisioningTime(Duration.ZERO)
            .trust(users.trust())
            .start();
    private final AwsApi aws = new AwsApi(underpass);
    private final Browser browser = new Browser();
    private String host = "";

    @AfterEach
    void close() {
        underpass.close();
        users.close();
        target.close();
    }

    @Test
    void aPersonSignsInAndTheTargetCanVerifyWhoItIs() throws Exception {
        create();
        TestClient.Response back = get(users.signIn(get("/private")));
        assertThat(back.status()).as(back.bodyText()).isEqualTo(302);
        assertThat(back.header("Location")).contains("https://" + host + ":443/private");
        assertThat(users.requests().get(0).header("Authorization"))
                .contains("Basic "
                        + Base64.getEncoder().encodeToString(UserPool.CREDENTIALS.getBytes(StandardCharsets.UTF_8)));

        String seen = get("/private").bodyText();
        assertThat(seen).contains("x-amzn-oidc-identity: jane");
        Matcher data =
                Pattern.compile("x-amzn-oidc-data: (([^.]+)\\.[^.]+)\\.(\\S+)").matcher(seen);
        assertThat(data.find()).as(seen).isTrue();
        String keyId = JSON.readTree(Base64.getUrlDecoder().decode(data.group(2)))
                .path("kid")
                .asText();
        HttpResponse<String> pem = door("elb-keys/" + keyId);
        assertThat(pem.statusCode()).isEqualTo(200);
        byte[] key = Base64.getMimeDecoder().decode(pem.body().replaceAll("-----[A-Z ]+-----", ""));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key)));
        signature.update(data.group(1).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(data.group(3))))
                .isTrue();
        assertThat(door("elb-keys/another").statusCode()).isEqualTo(404);
        int port = underpass.endpoint().getPort();
        try (TestClient client = TestClient.over(new Socket("127.0.0.1", port))) {
            client.send("GET", "/" + keyId, "", "Host: public-keys.auth.elb.us-east-1.amazonaws.com");
            assertThat(client.read().bodyText()).isEqualTo(pem.body());
        }
    }

    private void create() throws Exception {
        String created = aws.elb(
                "CreateLoadBalancer",
                "Name=shop",
                "Scheme=internet-facing",
                "Subnets.member.1=subnet-1",
                "Subnets.member.2=subnet-2");
        host = text(created, "DNSName");
        String group = text(
                aws.elb("CreateTargetGroup", "Name=t", "Protocol=HTTP", "Port=80", "VpcId=vpc-1", "TargetType=ip"),
                "TargetGroupArn");
        aws.elb(
                "RegisterTargets",
                "TargetGroupArn=" + group,
                "Targets.member.1.Id=127.0.0.1",
                "Targets.member.1.Port=" + target.port());
        List<String> listener = new ArrayList<>(List.of(
                "LoadBalancerArn=" + text(created, "LoadBalancerArn"),
                "Protocol=HTTPS",
                "Port=443",
                "Certificates.member.1.CertificateArn="
                        + aws.certificate("RequestCertificate", "{\"DomainName\":\"shop.example.com\"}"),
                "DefaultActions.member.2.Type=forward",
                "DefaultActions.member.2.Order=2",
                "DefaultActions.member.2.TargetGroupArn=" + group));
        listener.addAll(UserPool.action());
        aws.elb("CreateListener", listener.toArray(String[]::new));
    }

    private HttpResponse<String> door(String path) throws Exception {
        URI at = underpass.endpoint().resolve("/_underpass/" + path);
        return HTTP.send(HttpRequest.newBuilder(at).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Over TLS to the edge port, which is told apart by the name of the load balancer. */
    private TestClient.Response get(String path) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, new SecureRandom());
        Socket socket = new Socket("127.0.0.1", underpass.endpoint().getPort());
        return browser.get(
                context.getSocketFactory()
                        .createSocket(socket, host, underpass.endpoint().getPort(), true),
                host,
                path);
    }

    /** Certificates are not what is tested here. */
    private static final class Trusting extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
