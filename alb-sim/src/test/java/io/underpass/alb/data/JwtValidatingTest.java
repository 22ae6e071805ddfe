package io.underpass.alb.data;

import static io.underpass.alb.data.TestIdentityProvider.KEY;
import static io.underpass.alb.data.TestIdentityProvider.OTHER_KEY;
import static io.underpass.alb.data.TestIdentityProvider.signed;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import io.underpass.alb.model.Action.JwtValidation.Claim;
import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import io.underpass.wire.Trail;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JwtValidatingTest {

    private AuthenticatedShop shop = new AuthenticatedShop();

    @AfterEach
    void close() {
        shop.close();
    }

    private TestClient.Response with(String token) {
        return shop.get("/app/1", "Authorization: Bearer " + token);
    }

    private TestClient.Response with(JWTClaimsSet.Builder claims) {
        return with(signed(claims, KEY));
    }

    private void assertDenied(TestClient.Response response, int status, String reason) {
        assertThat(response.status()).isEqualTo(status);
        Trail trail = shop.trail();
        assertThat(trail.last("errorReason")).isEqualTo(reason);
        assertThat(trail.failedStep()).isEqualTo("authentication");
        assertThat(shop.target.count()).isZero();
    }

    @Test
    void noToken() {
        shop.asks(shop.jwt());
        TestClient.Response response = shop.get("/app/1");
        assertThat(response.header("Server")).contains("awselb/2.0");
        assertThat(response.bodyText())
                .contains("<h1>401 Authorization Required</h1>")
                .hasSize(144);
        assertDenied(response, 401, "JWTHeaderNotPresent");
    }

    @Test
    @DisplayName("U2 A good token passes, and goes on as it is")
    void goodToken() {
        shop.asks(shop.jwt());
        String token = signed(shop.provider.claims(), KEY);
        TestClient.Response response = with(token);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.bodyText()).contains("Authorization: Bearer " + token);
        assertThat(shop.trail().last("authentication")).isEqualTo(shop.provider.issuer());
        assertThat(with(token).status()).isEqualTo(200);
        assertThat(shop.provider.asked("/jwks")).as("keys are kept").isEqualTo(1);
    }

    @Test
    @DisplayName("U3 Expired, of another issuer, or HS256 is 401")
    void badTokens() {
        shop.asks(shop.jwt());
        assertDenied(with(shop.provider.claims().expirationTime(Date.from(shop.now()))), 401, "JWTClaimValueInvalid");
        assertDenied(with(shop.provider.claims().issuer("https://else.where")), 401, "JWTClaimValueInvalid");
        assertDenied(with(TestIdentityProvider.confused(shop.provider.claims())), 401, "JWTSignatureValidationError");
        assertDenied(with(signed(shop.provider.claims(), KEY, JWSAlgorithm.RS512)), 401, "JWTSignatureValidationError");
        assertDenied(
                with(signed(shop.provider.claims(), TestIdentityProvider.key("key1"))),
                401,
                "JWTSignatureValidationError");
    }

    @Test
    void timesAndIssuerAreMandatory() {
        shop.asks(shop.jwt());
        assertDenied(with(shop.provider.claims().expirationTime(null)), 401, "JWTClaimNotPresent");
        assertDenied(with(shop.provider.claims().issuer(null)), 401, "JWTClaimNotPresent");
        Date soon = Date.from(shop.now().plusSeconds(5));
        assertDenied(with(shop.provider.claims().notBeforeTime(soon)), 401, "JWTClaimValueInvalid");
        assertDenied(with(shop.provider.claims().issueTime(soon)), 401, "JWTClaimValueInvalid");
        shop.pass(Duration.ofSeconds(3599));
        assertThat(with(shop.provider.claims()).status()).isEqualTo(200);
    }

    @Test
    void aTokenThatIsNoneIsRefused() {
        shop.asks(shop.jwt());
        assertDenied(with("a.b.c"), 401, "JWTRequestFormatInvalid");
        assertDenied(with("abc"), 401, "JWTRequestFormatInvalid");
        assertDenied(shop.get("/app/1", "Authorization: Basic abc"), 401, "JWTRequestFormatInvalid");
        assertDenied(
                shop.get("/app/1", "Authorization: Bearer a", "Authorization: Bearer b"),
                401,
                "JWTRequestFormatInvalid");
        assertThat(shop.get("/open").status()).as("other rules ask nothing").isEqualTo(404);
    }

    @ParameterizedTest(name = "{0} as {1} passes: {2}")
    @CsvSource({
        "tenant, single-string, true",
        "tenant, string-array, JWTClaimFormatInvalid",
        "groups, string-array, true",
        "groups, single-string, JWTClaimFormatInvalid",
        "groups, space-separated-values, JWTClaimFormatInvalid",
        "scope, space-separated-values, true",
        "scope, single-string, JWTClaimValueInvalid",
        "level, single-string, JWTClaimFormatInvalid",
        "nothing, single-string, JWTClaimNotPresent"
    })
    void additionalClaims(String name, String format, String expected) {
        shop.asks(shop.jwt(new Claim(format, name, List.of("gold", "silver"))));
        TestClient.Response response = with(shop.provider
                .claims()
                .claim("tenant", "gold")
                .claim("groups", List.of("red", "silver"))
                .claim("scope", "red gold")
                .claim("level", 7));
        if (expected.equals("true")) {
            assertThat(response.status()).isEqualTo(200);
        } else {
            assertDenied(response, 401, expected);
        }
    }

    @Test
    void keysThatAreMissingAreFetchedAgainButNotAtOnce() {
        shop.asks(shop.jwt());
        assertThat(with(shop.provider.claims()).status()).isEqualTo(200);
        shop.provider.publish(KEY, OTHER_KEY);
        String rotated = signed(shop.provider.claims(), OTHER_KEY);
        assertThat(with(rotated).status()).isEqualTo(401);
        assertThat(shop.provider.asked("/jwks")).isEqualTo(1);
        shop.pass(Duration.ofSeconds(10));
        assertThat(with(rotated).status()).isEqualTo(200);
        assertThat(shop.provider.asked("/jwks")).isEqualTo(2);
    }

    @Test
    void keysThatWereGoodStaySoForFiveMinutesWhileTheProviderIsAway() {
        shop.asks(shop.jwt());
        assertThat(with(shop.provider.claims()).status()).isEqualTo(200);
        shop.provider.behave("/jwks", Behaviours.status(503, ""));
        shop.pass(Duration.ofMinutes(4));
        assertThat(with(shop.provider.claims()).status()).isEqualTo(200);
        shop.pass(Duration.ofMinutes(2));
        assertThat(with(shop.provider.claims()).status()).isEqualTo(562);
        assertThat(shop.provider.asked("/jwks")).isEqualTo(2);
    }

    @Test
    void keysThatCannotBeHad() {
        shop.asks(shop.jwt());
        shop.provider.behave("/jwks", Behaviours.status(404, ""));
        assertDenied(with(shop.provider.claims()), 562, "JWKSRequestFailed");
        shop.provider.behave("/jwks", Behaviours.status(200, "{}"));
        assertDenied(with(shop.provider.claims()), 562, "JWKSResponseInvalid");
        shop.provider.behave("/jwks", Behaviours.status(200, " ".repeat(150 * 1024 + 1)));
        assertDenied(with(shop.provider.claims()), 500, "JWKSResponseSizeExceeded");
        shop.provider.behave("/jwks", Behaviours.closeBeforeHead());
        assertDenied(with(shop.provider.claims()), 500, "JWKSRequestTimeout");
    }

    @Test
    void keysThatDoNotComeInTime() {
        shop.close();
        shop = new AuthenticatedShop(Duration.ofMillis(200));
        shop.asks(shop.jwt());
        shop.provider.behave("/jwks", Behaviours.hang());
        assertDenied(with(shop.provider.claims()), 500, "JWKSRequestTimeout");
    }

    @Test
    void elevenKeysAreTooMany() {
        shop.asks(shop.jwt());
        RSAKey[] eleven = IntStream.range(0, 11)
                .mapToObj(i -> new RSAKey.Builder(KEY).keyID("key" + (i + 1)).build())
                .toArray(RSAKey[]::new);
        shop.provider.publish(eleven);
        assertDenied(with(shop.provider.claims()), 500, "JWKSResponseSizeExceeded");
        shop.provider.publish(Arrays.copyOf(eleven, 10));
        assertThat(with(shop.provider.claims()).status()).isEqualTo(200);
    }

    @Test
    void requestsThatNeedTheSameKeysWaitForOneFetch() throws Exception {
        shop.asks(shop.jwt());
        shop.provider.behave(
                "/jwks",
                Behaviours.after(
                        Duration.ofMillis(100), Behaviours.status(200, new JWKSet(KEY.toPublicJWK()).toString())));
        String request = "GET /app/1 HTTP/1.1\r\nHost: shop.example.com\r\nAuthorization: Bearer "
                + signed(shop.provider.claims(), KEY) + "\r\n\r\n";
        List<TestClient> clients = IntStream.range(0, 8)
                .mapToObj(i -> shop.connect().send(request))
                .toList();
        for (TestClient client : clients) {
            assertThat(client.read().status()).isEqualTo(200);
            client.close();
        }
        assertThat(shop.provider.asked("/jwks")).isEqualTo(1);
    }

    @Test
    void whereNobodySignsInNobodyComesBack() {
        shop.asks(shop.jwt());
        assertThat(shop.get("/oauth2/idpresponse?code=a").status())
                .as("the default rule")
                .isEqualTo(404);
    }
}
