package io.underpass.alb.data;

import static io.underpass.alb.data.TestIdentityProvider.tokens;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.model.AuthenticationSession;
import io.underpass.wire.AmpleTime;
import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin.Behaviour;
import io.underpass.wire.Trail;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SigningInTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AuthenticatedShop shop = new AuthenticatedShop();
    private Browser browser = new Browser(shop);

    @AfterEach
    void close() {
        shop.close();
    }

    private static Optional<String> seen(TestClient.Response response, String field) {
        Matcher line = Pattern.compile("(?m)^" + field + ": (.*)$").matcher(response.bodyText());
        return line.find() ? Optional.of(line.group(1)) : Optional.empty();
    }

    @Test
    void whoSignsInIsCountedOnce() {
        shop.asks(shop.oidc("authenticate"));
        browser.comeBack(browser.begin("/app/1"), "code=" + TestIdentityProvider.CODE);
        assertThat(browser.get("/app/1").status()).isEqualTo(200);
        assertThat(browser.get("/app/1").status()).isEqualTo(200);
        BalancerCounts counts = counts();
        assertThat(counts.of(LoadBalancerMetric.ELB_AUTH_SUCCESS)).isEqualTo(1);
        assertThat(counts.authentications()).isEqualTo(1);
        assertThat(counts.authenticationNanos()).isPositive();
    }

    private BalancerCounts counts() {
        return shop.metrics.loadBalancers().get(AlbFixtures.LB);
    }

    @Test
    void whatTheProviderSaysCountsAsProcessed() {
        shop.asks(shop.oidc("authenticate"));
        browser.signIn();
        long small = counts().of(LoadBalancerMetric.PROCESSED_BYTES);
        String claims = "{\"sub\":\"jane\",\"noise\":\"" + "x".repeat(3000) + "\"}";
        shop.provider.behave("/userinfo", Behaviours.status(200, claims));
        browser.cookies.clear();
        browser.signIn();
        assertThat(counts().of(LoadBalancerMetric.PROCESSED_BYTES)).isGreaterThan(2 * small + 2000);
    }

    @Test
    void strangersAreSentToTheProvider() {
        shop.asks(shop.oidc("authenticate"));
        TestClient.Response response = browser.get("/app/1?a=b%20c");
        assertThat(response.status()).isEqualTo(302);
        assertThat(response.header("Server")).contains("awselb/2.0");
        assertThat(Browser.setCookies(response))
                .singleElement()
                .asString()
                .matches(
                        "AWSALBAuthNonce=[A-Za-z0-9]{16}; Expires=Sun, 08 Mar 2026 12:00:00 GMT; Path=/; Secure; HttpOnly;"
                                + " SameSite=None");
        Map<String, String> asked = browser.begin("/app/1?a=b%20c");
        assertThat(asked)
                .containsEntry("tenant", "a")
                .containsEntry("client_id", "client-1")
                .containsEntry("redirect_uri", "https://shop.example.com/oauth2/idpresponse")
                .containsEntry("response_type", "code")
                .containsEntry("scope", "openid email")
                .containsEntry("display", "page")
                .containsKey("state")
                .doesNotContainKey("nonce");
        assertThat(shop.target.count()).isZero();
    }

    @Test
    void whoComesBackWithACodeIsSignedIn() throws Exception {
        shop.asks(shop.oidc("authenticate"));
        TestClient.Response back =
                browser.comeBack(browser.begin("/app/1?a=b%20c"), "code=" + TestIdentityProvider.CODE);
        assertThat(back.status()).isEqualTo(302);
        assertThat(back.header("Location")).contains("https://shop.example.com:443/app/1?a=b%20c");
        assertThat(Browser.setCookies(back))
                .singleElement()
                .asString()
                .matches(
                        "AWSELBAuthSessionCookie-0=[^;]+; Expires=Sun, 08 Mar 2026 12:00:00 GMT; Path=/; Secure; HttpOnly;"
                                + " SameSite=None");
        assertThat(shop.provider.last("/token").bodyText())
                .contains("grant_type=authorization_code", "code=" + TestIdentityProvider.CODE)
                .contains("redirect_uri=https%3A%2F%2Fshop.example.com%2Foauth2%2Fidpresponse");
        String secret = Base64.getEncoder().encodeToString("client-1:s3cr3t%2F%2B".getBytes(UTF_8));
        assertThat(shop.provider.last("/token").header("Authorization")).contains("Basic " + secret);
        assertThat(shop.provider.last("/userinfo").header("Authorization")).contains("Bearer access-1");

        TestClient.Response response = browser.get("/app/1", "x-amzn-oidc-identity: root", "X-AMZN-OIDC-Other: 1");
        assertThat(response.status()).isEqualTo(200);
        assertThat(seen(response, "x-amzn-oidc-accesstoken")).contains("access-1");
        assertThat(seen(response, "x-amzn-oidc-identity")).contains("jane");
        assertThat(seen(response, "X-AMZN-OIDC-Other")).isEmpty();
        assertThat(Browser.setCookies(response)).isEmpty();
        assertSigned(seen(response, "x-amzn-oidc-data").orElseThrow());
    }

    private void assertSigned(String data) throws Exception {
        String[] parts = data.split("\\.");
        JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        for (String part : parts) {
            assertThat(part.length() % 4).as("padding").isZero();
        }
        long expires = shop.now().getEpochSecond() + 120;
        assertThat(header.path("alg").asText()).isEqualTo("ES256");
        assertThat(header.path("signer").asText()).isEqualTo(AlbFixtures.LB);
        assertThat(header.path("iss").asText()).isEqualTo(shop.provider.issuer());
        assertThat(header.path("client").asText()).isEqualTo("client-1");
        assertThat(header.path("exp").asLong()).isEqualTo(expires);
        assertThat(claims.path("sub").asText()).isEqualTo("jane");
        assertThat(claims.path("email").asText()).isEqualTo("jane@example.com");
        assertThat(claims.path("exp").asLong()).isEqualTo(expires);
        String pem = shop.fleet.publicKey(header.path("kid").asText()).orElseThrow();
        assertThat(pem).startsWith("-----BEGIN PUBLIC KEY-----\n").endsWith("\n-----END PUBLIC KEY-----\n");
        byte[] key = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key)));
        signature.update((parts[0] + '.' + parts[1]).getBytes(UTF_8));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        assertThat(shop.fleet.publicKey("another")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9223372036854775807", "1e300", "99999999999999999999999999", "-9223372036854775808", "\"soon\""
            })
    void whateverLifeAProviderGivesATokenTheSessionLasts(String expiresIn) {
        shop.asks(shop.oidc("authenticate"));
        String tokens =
                tokens(shop.provider.idToken(), Optional.empty(), 3600).replace(":3600,", ":" + expiresIn + ",");
        shop.provider.behave("/token", Behaviours.status(200, tokens));
        assertThat(browser.comeBack(browser.begin("/app/1"), "code=" + TestIdentityProvider.CODE)
                        .status())
                .isEqualTo(302);
        assertThat(browser.get("/app/1").status()).isEqualTo(200);
    }

    @Test
    void denyTurnsStrangersAway() {
        shop.asks(shop.oidc("deny"));
        TestClient.Response response = browser.get("/app/1");
        assertThat(response.status()).isEqualTo(401);
        assertThat(response.bodyText()).contains("401 Authorization Required");
        assertThat(shop.target.count()).isZero();
    }

    @Test
    @DisplayName("U7 Where strangers are allowed they pass, and nobody vouches for them")
    void allowLetsStrangersPass() {
        shop.asks(shop.oidc("allow"));
        TestClient.Response response = browser.get("/app/1", "x-amzn-oidc-identity: root");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.bodyText()).doesNotContain("x-amzn-oidc");
    }

    @Test
    void whoeverSignedInOnceIsSentToSignInAgainEvenWhereStrangersAreDenied() {
        shop.asks(shop.oidc("authenticate"));
        browser.signIn();
        shop.asks(shop.oidc("deny"));
        assertThat(browser.get("/app/1").status()).isEqualTo(200);
        shop.provider.behave("/token", Behaviours.status(400, "{\"error\":\"invalid_grant\"}"));
        shop.pass(Duration.ofDays(7));
        TestClient.Response response = browser.get("/app/1");
        assertThat(response.status()).isEqualTo(302);
        assertThat(response.header("Location").orElseThrow()).startsWith(shop.provider.url("/authorize"));
    }

    @Test
    void aSessionEndsWithItsTimeout() {
        shop.asks(shop.oidc(new AuthenticationSession("SHOP", "openid", 60, Map.of(), "authenticate")));
        browser.signIn();
        assertThat(browser.cookies).containsKey("SHOP-0");
        shop.pass(Duration.ofSeconds(59));
        assertThat(browser.get("/app/1").status()).isEqualTo(200);
        shop.pass(Duration.ofSeconds(1));
        assertThat(browser.get("/app/1").status()).isEqualTo(302);
    }

    @Test
    void anAccessTokenThatExpiredIsRefreshed() {
        shop.asks(shop.oidc("authenticate"));
        browser.signIn();
        shop.pass(Duration.ofSeconds(3600));
        shop.provider.behave("/token", Behaviours.status(200, "{\"access_token\":\"access-2\",\"expires_in\":3600}"));
        TestClient.Response response = browser.get("/app/1");
        assertThat(response.status()).isEqualTo(200);
        assertThat(seen(response, "x-amzn-oidc-accesstoken")).contains("access-2");
        assertThat(Browser.setCookies(response)).hasSize(1);
        assertThat(shop.provider.last("/token").bodyText())
                .contains("grant_type=refresh_token", "refresh_token=refresh-1");
        long asked = shop.provider.asked("/token");
        assertThat(seen(browser.get("/app/1"), "x-amzn-oidc-accesstoken")).contains("access-2");
        assertThat(shop.provider.asked("/token")).isEqualTo(asked);
        assertThat(counts().of(LoadBalancerMetric.ELB_AUTH_REFRESH_TOKEN_SUCCESS))
                .isEqualTo(1);
        assertThat(counts().of(LoadBalancerMetric.ELB_AUTH_SUCCESS)).isEqualTo(1);
        assertThat(counts().authentications()).isEqualTo(2);
    }

    @Test
    void withoutARefreshTokenASessionLastsUntilItsTimeout() {
        shop.asks(shop.oidc("authenticate"));
        shop.provider.behave("/token", Behaviours.status(200, tokens(shop.provider.idToken(), Optional.empty(), 60)));
        browser.signIn();
        shop.pass(Duration.ofHours(1));
        assertThat(seen(browser.get("/app/1"), "x-amzn-oidc-accesstoken")).contains("access-1");
    }

    @Test
    void aRefreshThatFailsLeadsBackToTheProvider() {
        shop.asks(shop.oidc("authenticate"));
        browser.signIn();
        shop.pass(Duration.ofHours(2));
        shop.provider.behave("/token", Behaviours.status(400, "{\"error\":\"invalid_grant\"}"));
        assertThat(browser.get("/app/1").status()).isEqualTo(302);
        assertThat(counts().of(LoadBalancerMetric.ELB_AUTH_REFRESH_TOKEN_SUCCESS))
                .isZero();
        assertThat(counts().authentications()).isEqualTo(2);
    }

    @Test
    void bigSessionsAreCutIntoPieces() {
        shop.asks(shop.oidc("authenticate"));
        String noise = new Random(3)
                .ints(8000, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        shop.provider.behave("/userinfo", Behaviours.status(200, "{\"sub\":\"jane\",\"noise\":\"" + noise + "\"}"));
        browser.signIn();
        assertThat(browser.cookies).containsKeys("AWSELBAuthSessionCookie-0", "AWSELBAuthSessionCookie-1");
        assertThat(browser.cookies.get("AWSELBAuthSessionCookie-0")).hasSizeLessThan(4000);
        assertThat(browser.get("/app/1").status()).isEqualTo(200);
        browser.cookies.remove("AWSELBAuthSessionCookie-1");
        assertThat(browser.get("/app/1").status()).isEqualTo(302);
    }

    @Test
    void cookiesOfOthersAreWorthNothing() {
        shop.asks(shop.oidc("authenticate"));
        browser.signIn();
        String cookie = browser.cookies.get("AWSELBAuthSessionCookie-0");
        for (String forged : new String[] {"1AAAA", "", "x", "9" + cookie, cookie.substring(0, cookie.length() - 4)}) {
            browser.cookies.put("AWSELBAuthSessionCookie-0", forged);
            assertThat(browser.get("/app/1").status()).as(forged).isEqualTo(302);
        }
        shop.asks(shop.oidc("deny"));
        browser.cookies.put("AWSELBAuthSessionCookie-0", "1AAAA");
        assertThat(browser.get("/app/1").status()).isEqualTo(401);
        assertThat(lastReason()).isEqualTo("AuthInvalidCookie");
    }

    /** The reason of the last exchange, which has ended. */
    private String lastReason() {
        Trail trail = shop.lastTrail();
        return trail.last("errorReason");
    }

    @Test
    void withoutAHostNobodyKnowsWhereToComeBackTo() {
        shop.asks(shop.oidc("authenticate"));
        try (TestClient client = shop.connect()) {
            assertThat(client.send("GET /app/1 HTTP/1.0\r\n\r\n").read().status())
                    .isEqualTo(401);
        }
        assertThat(lastReason()).isEqualTo("AuthMissingHostHeader");
    }

    @Test
    void aCallbackNeedsAStateAndTheSameBrowser() {
        shop.asks(shop.oidc("authenticate"));
        Map<String, String> asked = browser.begin("/app/1");
        assertThat(browser.get("/oauth2/idpresponse?code=a").status()).isEqualTo(401);
        assertThat(lastReason()).isEqualTo("AuthMissingStateParam");
        assertThat(browser.get("/oauth2/idpresponse?code=a&state=abc").status()).isEqualTo(401);
        assertThat(lastReason()).isEqualTo("AuthInvalidStateParam");
        assertThat(new Browser(shop).comeBack(asked, "code=a").status()).isEqualTo(401);
        assertThat(lastReason()).isEqualTo("AuthInvalidCookie");
        assertThat(browser.comeBack(asked, "a=b").status()).isEqualTo(401);
        assertThat(lastReason()).isEqualTo("AuthMissingCodeParam");
        shop.pass(Duration.ofSeconds(15 * 60 + 1));
        assertThat(browser.comeBack(asked, "code=a").status()).isEqualTo(401);
        assertThat(lastReason()).isEqualTo("AuthInvalidStateParam");
        assertThat(shop.provider.asked("/token")).isZero();
    }

    @Test
    void theProvidersOwnErrors() {
        shop.asks(shop.oidc("authenticate"));
        assertThat(browser.comeBack(browser.begin("/app/1"), "error=access_denied")
                        .status())
                .isEqualTo(401);
        TestClient.Response response = browser.comeBack(browser.begin("/app/1"), "error=server_error");
        assertThat(response.status()).isEqualTo(561);
        assertThat(response.bodyText()).contains("<h1>561</h1>").hasSize(98);
    }

    @Test
    void theTokenEndpointFails() {
        shop.asks(shop.oidc("authenticate"));
        assertFails(
                "/token", Behaviours.status(401, "{\"error\":\"invalid_client\"}"), 561, "AuthTokenEpRequestFailed");
        assertFails("/token", Behaviours.status(400, "{\"error\":\"invalid_grant\"}"), 401, "AuthInvalidGrantError");
        assertFails("/token", Behaviours.status(200, "no json"), 401, "AuthInvalidTokenResponse");
        assertFails("/token", Behaviours.status(200, "{\"access_token\":\"a\"}"), 401, "AuthInvalidTokenResponse");
        assertFails("/token", Behaviours.closeBeforeHead(), 500, "AuthTokenEpRequestTimeout");
    }

    @Test
    void anEndpointDoesNotAnswerInTime() throws Exception {
        AmpleTime.from(Duration.ofMillis(500), patience -> {
            shop.close();
            shop = new AuthenticatedShop(patience);
            browser = new Browser(shop);
            shop.asks(shop.oidc("authenticate"));
            assertFails("/userinfo", Behaviours.hang(), 500, "AuthUserinfoEpRequestTimeout");
            assertFails("/token", Behaviours.hang(), 500, "AuthTokenEpRequestTimeout");
        });
    }

    @Test
    void theIdTokenMustBeForUs() {
        shop.asks(shop.oidc("authenticate"));
        assertInvalid(shop.provider.idToken().issuer("https://else.where"));
        assertInvalid(shop.provider.idToken().audience("another"));
        assertInvalid(shop.provider.idToken().expirationTime(Date.from(shop.now())));
        assertInvalid(shop.provider.idToken().claim("nonce", ""));
    }

    private void assertInvalid(JWTClaimsSet.Builder idToken) {
        assertFails("/token", Behaviours.status(200, tokens(idToken, Optional.empty(), 60)), 401, "AuthInvalidIdToken");
    }

    @Test
    void theUserInfoEndpointFails() {
        shop.asks(shop.oidc("authenticate"));
        assertFails("/userinfo", Behaviours.status(403, ""), 561, "AuthUserinfoEpRequestFailed");
        assertFails("/userinfo", Behaviours.status(200, "[]"), 401, "AuthInvalidUserinfoResponse");
        assertFails("/userinfo", Behaviours.status(200, "{\"sub\":\"joe\"}"), 401, "AuthInvalidUserinfoResponse");
        assertFails(
                "/userinfo",
                Behaviours.status(200, "{\"sub\":\"jane\",\"a\":\"" + "a".repeat(11 * 1024) + "\"}"),
                500,
                "AuthUserinfoResponseSizeExceeded");
        assertFails("/userinfo", Behaviours.closeBeforeHead(), 500, "AuthUserinfoEpRequestTimeout");
    }

    private void assertFails(String path, Behaviour behaviour, int status, String reason) {
        shop.provider.behave(path, behaviour);
        TestClient.Response response = browser.comeBack(browser.begin("/app/1"), "code=" + TestIdentityProvider.CODE);
        assertThat(response.status()).as(reason).isEqualTo(status);
        assertThat(lastReason()).isEqualTo(reason);
        assertThat(Browser.setCookies(response)).isEmpty();
    }
}
