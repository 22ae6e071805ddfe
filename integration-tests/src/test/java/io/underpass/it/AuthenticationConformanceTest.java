package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import io.underpass.wire.TestTls;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rules that ask who somebody is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthenticationConformanceTest {

    private static final TestTls TLS = TestTls.create();
    private static final String ISSUER = "https://id.example.com";
    private static final KeyPair KEYS = keys();

    private final RunningEmulator emulator = new RunningEmulator(
            settings -> settings.provisioningTime(Duration.ZERO).openListeners(true));
    private final TestOrigin target = TestOrigin.start(Behaviours.echo());
    private final TestOrigin provider = TestOrigin.start(Behaviours.status(200, jwks()));
    private final OpenAlb alb = new OpenAlb(emulator.endpoint(), "asking");
    private OpenDoor door;

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String jwks() {
        RSAPublicKey key = (RSAPublicKey) KEYS.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"1\",\"n\":\""
                + base64(unsigned(key.getModulus())) + "\",\"e\":\"" + base64(unsigned(key.getPublicExponent()))
                + "\"}]}";
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String signed(String algorithm, String claims) throws GeneralSecurityException {
        String text = base64(("{\"alg\":\"" + algorithm + "\",\"kid\":\"1\"}").getBytes(StandardCharsets.US_ASCII))
                + '.'
                + base64(claims.getBytes(StandardCharsets.US_ASCII));
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (algorithm.equals("HS256")) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEYS.getPublic().getEncoded(), "HmacSHA256"));
            return text + '.' + base64(mac.doFinal(bytes));
        }
        Signature signature = Signature.getInstance(algorithm.equals("RS512") ? "SHA512withRSA" : "SHA256withRSA");
        signature.initSign(KEYS.getPrivate());
        signature.update(bytes);
        return text + '.' + base64(signature.sign());
    }

    private static String claims(String issuer, int secondsLeft) {
        return String.format(
                Locale.ROOT,
                "{\"iss\":\"%s\",\"exp\":%d,\"sub\":\"jane\"}",
                issuer,
                Instant.now().plusSeconds(secondsLeft).getEpochSecond());
    }

    @BeforeAll
    void build() {
        door = alb.listen("Protocol=HTTPS", "Certificates.1.CertificateArn=" + alb.certificate(TLS, "127.0.0.1"));
        String group = alb.group("echo", List.of(target.port()));
        String[] forward = {
            "Actions.2.Type=forward", "Actions.2.TargetGroupArn=" + group, "Actions.1.Order=1", "Actions.2.Order=2"
        };
        asks(
                1,
                "/jwt",
                forward,
                "Actions.1.Type=jwt-validation",
                jwt("JwksEndpoint=" + url("/jwks")),
                jwt("Issuer=" + ISSUER));
        for (String what : List.of("allow", "deny", "authenticate")) {
            asks(
                    what.length(),
                    "/" + what,
                    forward,
                    "Actions.1.Type=authenticate-oidc",
                    oidc("Issuer=" + ISSUER),
                    oidc("AuthorizationEndpoint=" + ISSUER + "/authorize"),
                    oidc("TokenEndpoint=" + url("/token")),
                    oidc("UserInfoEndpoint=" + url("/userinfo")),
                    oidc("ClientId=client-1"),
                    oidc("ClientSecret=secret-1"),
                    oidc("OnUnauthenticatedRequest=" + what));
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + provider.port() + path;
    }

    private static String jwt(String member) {
        return "Actions.1.JwtValidationConfig." + member;
    }

    private static String oidc(String member) {
        return "Actions.1.AuthenticateOidcConfig." + member;
    }

    private void asks(int priority, String path, String[] forward, String... action) {
        door.rule(
                priority,
                Stream.of(
                                List.of("Conditions.1.Field=path-pattern", "Conditions.1.Values.1=" + path),
                                List.of(forward),
                                List.of(action))
                        .flatMap(List::stream)
                        .toArray(String[]::new));
    }

    @AfterAll
    void stop() {
        emulator.close();
        target.close();
        provider.close();
    }

    private TestClient.Response get(String path, String... headers) throws IOException {
        try (TestClient client = TestClient.over(TestTls.connect(TLS.client(), door.address(), ""))) {
            return client.send("GET", path, "", headers).read();
        }
    }

    private TestClient.Response with(String token) throws IOException {
        return get("/jwt", "Authorization: Bearer " + token);
    }

    @Test
    @Conformance("ALB-U2")
    @DisplayName("ALB-U2 A good token passes, and goes on as it is")
    void goodToken() throws Exception {
        String token = signed("RS256", claims(ISSUER, 600));
        TestClient.Response answer = with(token);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bodyText()).contains("\nAuthorization: Bearer " + token + "\n");
    }

    @Test
    @Conformance("ALB-U3")
    @DisplayName("ALB-U3 A token that is expired, of another issuer or signed otherwise is 401")
    void badTokens() throws Exception {
        List<String> tokens = List.of(
                signed("RS256", claims(ISSUER, -60)),
                signed("RS256", claims(ISSUER + "/", 600)),
                signed("HS256", claims(ISSUER, 600)),
                signed("RS512", claims(ISSUER, 600)),
                signed("RS256", "{\"iss\":\"" + ISSUER + "\"}"),
                signed("RS256", claims(ISSUER, 600)) + "A",
                "none");
        for (String token : tokens) {
            TestClient.Response answer = with(token);
            assertThat(answer.status()).as(token).isEqualTo(401);
            assertThat(answer.bodyText()).hasSize(144).contains("<h1>401 Authorization Required</h1>");
            assertThat(answer.header("Server")).contains("awselb/2.0");
        }
        assertThat(get("/jwt").status()).isEqualTo(401);
    }

    @Test
    @Conformance("ALB-U7")
    @DisplayName("ALB-U7 Who need not sign in passes without a word about who it is")
    void allowed() throws Exception {
        TestClient.Response answer = get("/allow");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bodyText()).startsWith("GET /allow\n").doesNotContainIgnoringCase("x-amzn-oidc-");
        assertThat(get("/deny").status()).isEqualTo(401);
        TestClient.Response asked = get("/authenticate");
        assertThat(asked.status()).isEqualTo(302);
        assertThat(asked.header("Location").orElse(""))
                .startsWith(ISSUER + "/authorize?")
                .contains("client_id=client-1", "response_type=code", "scope=openid");
    }
}
