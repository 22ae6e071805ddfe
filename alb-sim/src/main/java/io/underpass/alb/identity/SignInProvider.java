package io.underpass.alb.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.netty.channel.EventLoop;
import io.underpass.alb.compile.CompiledAuthentication.SignIn;
import io.underpass.alb.model.AuthenticationSession;
import io.underpass.wire.Peer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Asks an OpenID provider who somebody is: tokens for a code, or for a refresh token, and then the user info endpoint.
 *
 * <p>Threads: safe; a call is confined to the event loop it is given.
 */
public final class SignInProvider {

    private static final int MAX_TOKEN_BYTES = 64 * 1024;
    private static final int MAX_CLAIMS_BYTES = 11 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ProviderCalls calls;
    private final Map<String, String> clientSecrets;
    private final InstantSource clock;

    /**
     * Asks by {@code calls}.
     *
     * @param clientSecrets by client id, of the clients of user pools
     */
    public SignInProvider(ProviderCalls calls, Map<String, String> clientSecrets, InstantSource clock) {
        this.calls = calls;
        this.clientSecrets = Map.copyOf(clientSecrets);
        this.clock = clock;
    }

    /** What the provider says. */
    public sealed interface Answer {

        /** It vouches for somebody. */
        record SignedIn(Session session) implements Answer {}

        /** It does not. */
        record Refused(Denial denial) implements Answer {}
    }

    /** For whom a session is made, and how it is asked for. */
    private record Asked(
            String loadBalancerArn,
            SignIn how,
            Instant endsAt,
            Optional<Session> before,
            EventLoop loop,
            Peer peer,
            LongConsumer received,
            Consumer<Answer> then) {

        void refused(ErrorReason reason, String detail) {
            then.accept(new Answer.Refused(reason.because(detail)));
        }
    }

    /**
     * Begins a session with what the provider gave the browser.
     *
     * @param redirectUri as it was when the code was asked for
     * @param received told how many bytes each answer of the provider has, on {@code loop}
     * @param then called once, on {@code loop}
     */
    public void signIn(
            String loadBalancerArn,
            SignIn how,
            String code,
            String redirectUri,
            EventLoop loop,
            Peer peer,
            LongConsumer received,
            Consumer<Answer> then) {
        Form form = new Form()
                .add("grant_type", "authorization_code")
                .add("code", code)
                .add("redirect_uri", redirectUri);
        Instant endsAt = clock.instant().plus(how.timeout());
        tokens(new Asked(loadBalancerArn, how, endsAt, Optional.empty(), loop, peer, received, then), form);
    }

    /** Goes on with a session whose access token has expired; it does not last longer for that. */
    public void refresh(
            SignIn how,
            Session session,
            String refreshToken,
            EventLoop loop,
            Peer peer,
            LongConsumer received,
            Consumer<Answer> then) {
        Form form = new Form().add("grant_type", "refresh_token").add("refresh_token", refreshToken);
        tokens(
                new Asked(
                        session.loadBalancerArn(),
                        how,
                        session.endsAt(),
                        Optional.of(session),
                        loop,
                        peer,
                        received,
                        then),
                form);
    }

    /** Where a browser is sent to sign in. */
    public URI authorization(SignIn how) {
        return calls.located(how.authorizationEndpoint());
    }

    /** That clients show their secret in the Authorization field, which every provider must take, is a guess. */
    private void tokens(Asked asked, Form form) {
        String clientId = asked.how().clientId();
        Optional<String> secret = asked.how().clientSecret().or(() -> Optional.ofNullable(clientSecrets.get(clientId)));
        form.add("client_id", clientId);
        ProviderRequest request = ProviderRequest.post(asked.how().tokenEndpoint(), form, MAX_TOKEN_BYTES);
        calls.call(
                secret.map(text -> request.by(clientId, text)).orElse(request),
                asked.loop(),
                asked.peer(),
                answer -> tokensCame(asked, answer));
    }

    private void tokensCame(Asked asked, ProviderAnswer answer) {
        String endpoint = "the token endpoint " + asked.how().tokenEndpoint();
        if (answer instanceof ProviderAnswer.Silent silent) {
            asked.refused(ErrorReason.AUTH_TOKEN_EP_REQUEST_TIMEOUT, endpoint + ": " + silent.reason());
            return;
        }
        if (!(answer instanceof ProviderAnswer.Answered answered)) {
            asked.refused(ErrorReason.AUTH_INVALID_TOKEN_RESPONSE, endpoint + " answered too much");
            return;
        }
        asked.received().accept(answered.body().length);
        JsonNode tokens = json(answered.body());
        if (!answered.isSuccess()) {
            String error = tokens.path("error").asText();
            asked.refused(
                    error.equals("invalid_grant")
                            ? ErrorReason.AUTH_INVALID_GRANT_ERROR
                            : ErrorReason.AUTH_TOKEN_EP_REQUEST_FAILED,
                    endpoint + " answered " + answered.status() + " " + error);
            return;
        }
        String accessToken = tokens.path("access_token").asText();
        String idToken = tokens.path("id_token").asText();
        // A refreshed session may do without another id token (OpenID Connect Core 12.2).
        if (accessToken.isEmpty() || (idToken.isEmpty() && asked.before().isEmpty())) {
            asked.refused(
                    ErrorReason.AUTH_INVALID_TOKEN_RESPONSE,
                    endpoint + " gave no "
                            + (accessToken.isEmpty()
                                    ? "access_token"
                                    : "id_token; is the scope '" + asked.how().scope() + "' enough?"));
            return;
        }
        String subject = asked.before().map(Session::subject).orElse("");
        if (!idToken.isEmpty()) {
            JsonNode claims = payload(idToken);
            Optional<String> fault = faultOf(claims, asked.how());
            if (fault.isPresent()) {
                asked.refused(ErrorReason.AUTH_INVALID_ID_TOKEN, "the id token " + fault.get());
                return;
            }
            subject = claims.path("sub").asText();
        }
        String expected = subject;
        ProviderRequest request = ProviderRequest.getAs(accessToken, asked.how().userInfoEndpoint(), MAX_CLAIMS_BYTES);
        calls.call(request, asked.loop(), asked.peer(), info -> infoCame(asked, tokens, expected, info));
    }

    private void infoCame(Asked asked, JsonNode tokens, String subject, ProviderAnswer answer) {
        String endpoint = "the user info endpoint " + asked.how().userInfoEndpoint();
        if (answer instanceof ProviderAnswer.Silent silent) {
            asked.refused(ErrorReason.AUTH_USERINFO_EP_REQUEST_TIMEOUT, endpoint + ": " + silent.reason());
            return;
        }
        if (!(answer instanceof ProviderAnswer.Answered answered)) {
            asked.refused(
                    ErrorReason.AUTH_USERINFO_RESPONSE_SIZE_EXCEEDED,
                    endpoint + " says more than " + MAX_CLAIMS_BYTES + " bytes");
            return;
        }
        asked.received().accept(answered.body().length);
        if (!answered.isSuccess()) {
            asked.refused(ErrorReason.AUTH_USERINFO_EP_REQUEST_FAILED, endpoint + " answered " + answered.status());
            return;
        }
        JsonNode claims = json(answered.body());
        String found = claims.path("sub").asText();
        if (!claims.isObject() || found.isEmpty() || (!subject.isEmpty() && !found.equals(subject))) {
            asked.refused(
                    ErrorReason.AUTH_INVALID_USERINFO_RESPONSE,
                    endpoint + " does not name the subject of the id token");
            return;
        }
        Optional<String> refreshToken = Optional.ofNullable(
                        tokens.path("refresh_token").textValue())
                .or(() -> asked.before().flatMap(Session::refreshToken));
        asked.then()
                .accept(new Answer.SignedIn(new Session(
                        asked.loadBalancerArn(),
                        asked.how().issuer(),
                        asked.how().clientId(),
                        asked.endsAt(),
                        expiry(tokens.path("expires_in")),
                        tokens.path("access_token").asText(),
                        refreshToken,
                        found,
                        claims.toString())));
    }

    /** When the access token expires; no later than sessions do, whatever number the provider says. */
    private Optional<Instant> expiry(JsonNode seconds) {
        if (!seconds.isNumber()) {
            return Optional.empty();
        }
        double kept = Math.max(0, Math.min(seconds.doubleValue(), AuthenticationSession.MAX_TIMEOUT_SECONDS));
        return Optional.of(clock.instant().plusSeconds((long) kept));
    }

    /**
     * What is wrong with an id token. It came from the token endpoint itself, so that its signature need not be looked at
     * (OpenID Connect Core 3.1.3.7); no key is configured either. AWS sends no nonce, and refuses a token that has one
     * nevertheless (observed on AWS).
     */
    private Optional<String> faultOf(JsonNode claims, SignIn how) {
        String issuer = claims.path("iss").asText();
        boolean issued =
                how.userPoolId().map(id -> issuer.endsWith('/' + id)).orElseGet(() -> issuer.equals(how.issuer()));
        if (!issued) {
            return Optional.of("is of the issuer '" + issuer + "', not of " + how.issuer());
        }
        JsonNode audience = claims.path("aud");
        boolean forUs = audience.asText().equals(how.clientId());
        for (JsonNode each : audience) {
            forUs |= each.asText().equals(how.clientId());
        }
        if (!forUs) {
            return Optional.of("is for " + audience + ", not for " + how.clientId());
        }
        if (!claims.path("exp").isNumber()
                || claims.path("exp").doubleValue() <= clock.instant().getEpochSecond()) {
            return Optional.of("has expired or has no exp");
        }
        return claims.has("nonce") ? Optional.of("has a nonce that nobody asked for") : Optional.empty();
    }

    private static JsonNode payload(String jwt) {
        String[] parts = jwt.split("\\.", -1);
        if (parts.length != 3) {
            return MissingNode.getInstance();
        }
        try {
            return json(Base64.getUrlDecoder().decode(parts[1].getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException e) {
            return MissingNode.getInstance();
        }
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
