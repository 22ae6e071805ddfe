package io.underpass.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.emulator.assembly.TrustSettings;
import io.underpass.wire.Behaviours;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * A user pool with one person in it, Jane, and one client.
 *
 * <p>Threads: safe.
 */
final class UserPool implements AutoCloseable {

    private static final String CLIENT = "client-1";
    private static final String SECRET = "s3cr3t";

    /** What the client shows of itself. */
    static final String CREDENTIALS = CLIENT + ":" + SECRET;

    private static final String ID = "us-east-1_Ab3";

    private final TestOrigin server = TestOrigin.start(UserPool::answer);

    /** Trusted by those who know it as {@code shop}. */
    TrustSettings trust() {
        return TrustSettings.defaults("000000000000")
                .withIdentityProviders(
                        List.of("shop.auth.us-east-1.amazoncognito.com=http://127.0.0.1:" + server.port()),
                        List.of(CLIENT + "=" + SECRET));
    }

    /** Parameters of the action by which people sign in here, the first of a rule. */
    static List<String> action() {
        String action = "DefaultActions.member.1.";
        String config = action + "AuthenticateCognitoConfig.";
        return List.of(
                action + "Type=authenticate-cognito",
                action + "Order=1",
                config + "UserPoolArn=arn:aws:cognito-idp:us-east-1:000000000000:userpool/" + ID,
                config + "UserPoolClientId=" + CLIENT,
                config + "UserPoolDomain=shop");
    }

    /** Where Jane comes back to after she has signed in where {@code stranger} sends her. */
    String signIn(TestClient.Response stranger) {
        assertThat(stranger.status()).as(stranger.bodyText()).isEqualTo(302);
        String login = stranger.header("Location").orElseThrow();
        assertThat(login)
                .startsWith("http://127.0.0.1:" + server.port() + "/oauth2/authorize?client_id=" + CLIENT + "&");
        return "/oauth2/idpresponse?code=c1&" + login.substring(login.indexOf("state="));
    }

    /** What it was asked. */
    List<TestOrigin.Request> requests() {
        return server.requests();
    }

    private static boolean answer(TestOrigin.Request request, TestOrigin.Connection connection)
            throws IOException, InterruptedException {
        String claims = "{\"iss\":\"http://localhost/" + ID + "\",\"aud\":\"" + CLIENT + "\",\"sub\":\"jane\",\"exp\":"
                + (Instant.now().getEpochSecond() + 3600) + "}";
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

    @Override
    public void close() {
        server.close();
    }
}
