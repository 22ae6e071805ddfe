package io.underpass.alb.data;

import io.underpass.alb.compile.CompiledAuthentication.SignIn;
import io.underpass.alb.compile.CompiledListener;
import io.underpass.alb.compile.CompiledRule;
import io.underpass.alb.identity.Form;
import io.underpass.alb.identity.SignInProvider;
import io.underpass.wire.Exchange;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Sends a browser to its provider. The state tells where it came from; a cookie binds it to this browser.
 *
 * <p>Threads: safe; a call is confined to the event loop of its exchange.
 */
final class LoginRedirect {

    /** Where providers send browsers back to (spec 2.4). */
    static final String CALLBACK_PATH = "/oauth2/idpresponse";

    /** The cookie that binds a login to a browser. */
    static final String NONCE_COOKIE = "AWSALBAuthNonce";

    private static final int NONCE_LENGTH = 16;
    private static final String NONCE_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final SignInProvider provider;
    private final Seal seal;
    private final OwnAnswers answers;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    LoginRedirect(SignInProvider provider, Seal seal, OwnAnswers answers, InstantSource clock) {
        this.provider = provider;
        this.seal = seal;
        this.answers = answers;
        this.clock = clock;
    }

    void send(Exchange exchange, ExchangeFacts facts, CompiledListener listener, CompiledRule rule, SignIn how) {
        Instant now = clock.instant();
        String nonce = nonce();
        LoginState state =
                new LoginState(rule.ruleArn(), nonce, now, callback(facts), original(facts, listener, exchange));
        Form query = new Form()
                .add("client_id", how.clientId())
                .add("redirect_uri", state.redirectUri())
                .add("response_type", "code")
                .add("scope", how.scope())
                .add("state", state.sealed(seal));
        how.extraParams().forEach(query::add);
        String endpoint = provider.authorization(how).toString();
        exchange.trail().note(TrailSteps.AUTHENTICATION, "sent to sign in at " + endpoint);
        List<String> cookies = List.of(SessionCookies.cookie(NONCE_COOKIE, nonce, now));
        answers.redirect(
                AuthenticatedExchange.setting(cookies, exchange),
                listener,
                302,
                endpoint + (endpoint.contains("?") ? '&' : '?') + query);
    }

    private static String callback(ExchangeFacts facts) {
        return "https://" + facts.hostField().text() + CALLBACK_PATH;
    }

    /** With the listener's port where the client named none, as AWS writes it in all its Location fields. */
    private static String original(ExchangeFacts facts, CompiledListener listener, Exchange exchange) {
        String port = facts.hostField().hasPort() ? "" : ':' + listener.portText();
        return "https://" + facts.hostField().text() + port + exchange.request().target();
    }

    private String nonce() {
        StringBuilder text = new StringBuilder(NONCE_LENGTH);
        for (int i = 0; i < NONCE_LENGTH; i++) {
            text.append(NONCE_CHARACTERS.charAt(random.nextInt(NONCE_CHARACTERS.length())));
        }
        return text.toString();
    }
}
