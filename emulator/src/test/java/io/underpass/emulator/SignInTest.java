package io.underpass.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.underpass.emulator.assembly.TrustSettings;
import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
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
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    private static final String POOL = "us-east-1_Ab3";

    private final TestOrigin cognito = TestOrigin.start(SignInTest::userPool);
    private final TestOrigin target = TestOrigin.start(Behaviours.echo());
    private final Underpass underpass = Underpass.builder()
            .provisioningTime(Duration.ZERO)
            .trust(TrustSettings.defaults("000000000000")
                    .withIdentityProviders(
                            List.of("shop.auth.us-east-1.amazoncognito.com=http://127.0.0.1:" + cognito.port()),
                            List.of("client-1=s3cr3t")))
            .start();
    private final Map<String, String> cookies = new TreeMap<>();
    private String host = "";

    @AfterEach
    void close() {
        underpass.close();
        cognito.close();
        target.close();
    }

    private static boolean userPool(TestOrigin.Request request, TestOrigin.Connection connection)
            throws IOException, InterruptedException {
        String claims = "{\"iss\":\"http://localhost/" + POOL + "\",\"aud\":\"client-1\",\"sub\":\"jane\",\"exp\":"
                + (Instant.now().getEpochSecond() + 60) + "}";
        String idToken = "e30." + Base64.getUrlEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".x";
        return switch (request.target()) {
            case "/oauth2/token" ->
                Behaviours.status(200, "{\"access_token\":\"a1\",\"id_token\":\"" + idToken + "\"}")
                        .answer(request, connection);
            case "/oauth2/userInfo" ->
                Behaviours.status(200, "{\"sub\":\"jane\"}").answer(request, connection);
            default -> Behaviours.status(404, "").answer(request, connection);
        };
    }

    @Test
    void aPersonSignsInAndTheTargetCanVerifyWhoItIs() throws Exception {
        create();
        TestClient.Response stranger = get("/private");
        assertThat(stranger.status()).isEqualTo(302);
        String login = stranger.header("Location").orElseThrow();
        assertThat(login).startsWith("http://127.0.0.1:" + cognito.port() + "/oauth2/authorize?client_id=client-1&");

        TestClient.Response back = get("/oauth2/idpresponse?code=c1&" + login.substring(login.indexOf("state=")));
        assertThat(back.status()).as(back.bodyText()).isEqualTo(302);
        assertThat(back.header("Location")).contains("https://" + host + ":443/private");
        assertThat(cognito.requests().get(0).header("Authorization"))
                .contains("Basic "
                        + Base64.getEncoder().encodeToString("client-1:s3cr3t".getBytes(StandardCharsets.UTF_8)));

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
        String created = elb(
                "CreateLoadBalancer",
                "Name=shop",
                "Scheme=internet-facing",
                "Subnets.member.1=subnet-1",
                "Subnets.member.2=subnet-2");
        host = text(created, "DNSName");
        String group = text(
                elb("CreateTargetGroup", "Name=t", "Protocol=HTTP", "Port=80", "VpcId=vpc-1", "TargetType=ip"),
                "TargetGroupArn");
        elb(
                "RegisterTargets",
                "TargetGroupArn=" + group,
                "Targets.member.1.Id=127.0.0.1",
                "Targets.member.1.Port=" + target.port());
        elb(
                "CreateListener",
                "LoadBalancerArn=" + text(created, "LoadBalancerArn"),
                "Protocol=HTTPS",
                "Port=443",
                "Certificates.member.1.CertificateArn=" + certificate(),
                "DefaultActions.member.1.Type=authenticate-cognito",
                "DefaultActions.member.1.Order=1",
                "DefaultActions.member.1.AuthenticateCognitoConfig.UserPoolArn="
                        + "arn:aws:cognito-idp:us-east-1:000000000000:userpool/" + POOL,
                "DefaultActions.member.1.AuthenticateCognitoConfig.UserPoolClientId=client-1",
                "DefaultActions.member.1.AuthenticateCognitoConfig.UserPoolDomain=shop",
                "DefaultActions.member.2.Type=forward",
                "DefaultActions.member.2.Order=2",
                "DefaultActions.member.2.TargetGroupArn=" + group);
    }

    private String certificate() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(underpass.endpoint())
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "CertificateManager.RequestCertificate")
                .POST(HttpRequest.BodyPublishers.ofString("{\"DomainName\":\"shop.example.com\"}"))
                .build();
        String body = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        JsonNode answer = JSON.readTree(body);
        assertThat(answer.path("CertificateArn").asText()).as(body).startsWith("arn:aws:acm:");
        return answer.path("CertificateArn").asText();
    }

    private String elb(String action, String... parameters) throws Exception {
        StringBuilder form = new StringBuilder("Action=" + action + "&Version=2015-12-01");
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            form.append('&')
                    .append(parameter, 0, equals + 1)
                    .append(URLEncoder.encode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
        }
        HttpRequest request = HttpRequest.newBuilder(underpass.endpoint())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String text(String xml, String element) {
        return xml.substring(
                xml.indexOf('<' + element + '>') + element.length() + 2, xml.indexOf("</" + element + '>'));
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
        String cookie = cookies.entrySet().stream()
                .map(each -> each.getKey() + '=' + each.getValue())
                .collect(Collectors.joining("; "));
        try (TestClient client = TestClient.over(context.getSocketFactory()
                .createSocket(socket, host, underpass.endpoint().getPort(), true))) {
            TestClient.Response response = client.send("GET", path, "", "Host: " + host, "Cookie: " + cookie)
                    .read();
            for (String line : response.headers()) {
                Matcher set = Pattern.compile("Set-Cookie: ([^=]+)=([^;]*);.*").matcher(line);
                if (set.matches()) {
                    cookies.put(set.group(1), set.group(2));
                }
            }
            return response;
        }
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
