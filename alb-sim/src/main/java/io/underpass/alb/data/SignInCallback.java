package io.underpass.alb.data;

import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledAuthentication.SignIn;
import io.underpass.alb.compile.CompiledRule;
import io.underpass.alb.identity.Denial;
import io.underpass.alb.identity.ErrorReason;
import io.underpass.alb.identity.Form;
import io.underpass.alb.identity.OffLoop;
import io.underpass.alb.identity.SignInProvider;
import io.underpass.wire.Exchange;
import io.underpass.wire.FieldList;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes those in who come back from their provider. This happens before any rule is looked at (a guess), at every listener
 * with a rule that lets people sign in.
 *
 * <p>Threads: safe; a call is confined to the event loop of its exchange.
 */
final class SignInCallback {

    private static final Duration LOGIN_TIMEOUT = Duration.ofMinutes(15);

    private final SignInProvider provider;
    private final SessionCookies cookies;
    private final Seal seal;
    private final OffLoop offLoop;
    private final OwnAnswers answers;
    private final InstantSource clock;

    SignInCallback(
            SignInProvider provider,
            SessionCookies cookies,
            Seal seal,
            OffLoop offLoop,
            OwnAnswers answers,
            InstantSource clock) {
        this.provider = provider;
        this.cookies = cookies;
        this.seal = seal;
        this.offLoop = offLoop;
        this.answers = answers;
        this.clock = clock;
    }

    /** Whether a request is one of those. */
    static boolean is(ExchangeFacts facts) {
        return facts.path().equals(LoginRedirect.CALLBACK_PATH);
    }

    /**
     * Answers, or calls {@code denied}.
     *
     * @param success called before somebody is taken in
     */
    void handle(Exchange exchange, ExchangeFacts facts, ListenerEntry at, Runnable success, Consumer<Denial> denied) {
        String query = exchange.request().query();
        Optional<String> sealed = Form.parameter(query, "state");
        if (sealed.isEmpty()) {
            denied.accept(ErrorReason.AUTH_MISSING_STATE_PARAM.because("the query has no parameter 'state'"));
            return;
        }
        Optional<LoginState> opened = LoginState.open(seal, sealed.get());
        if (opened.isEmpty()) {
            denied.accept(ErrorReason.AUTH_INVALID_STATE_PARAM.because("the state was not made here"));
            return;
        }
        LoginState state = opened.get();
        Optional<CompiledRule> rule = at.listener().ruleOf(state.ruleArn());
        Optional<SignIn> how = rule.flatMap(CompiledRule::signIn);
        if (how.isEmpty()) {
            denied.accept(ErrorReason.AUTH_INVALID_STATE_PARAM.because(
                    "the rule " + state.ruleArn() + " is not of this listener, or lets nobody sign in any more"));
            return;
        }
        exchange.trail().note(TrailSteps.RULE, state.ruleArn());
        if (clock.instant().isAfter(state.beganAt().plus(LOGIN_TIMEOUT))) {
            denied.accept(ErrorReason.AUTH_INVALID_STATE_PARAM.because("the login took longer than "
                    + LOGIN_TIMEOUT.toMinutes() + " minutes; it began at " + state.beganAt()));
            return;
        }
        Optional<String> nonce =
                RequestCookies.value(FieldList.of(exchange.request().headers()), LoginRedirect.NONCE_COOKIE);
        if (!nonce.equals(Optional.of(state.nonce()))) {
            denied.accept(ErrorReason.AUTH_INVALID_COOKIE.because(
                    "the cookie " + LoginRedirect.NONCE_COOKIE + " is not that of the browser that began the login"));
            return;
        }
        if (facts.hostField().isEmpty()) {
            denied.accept(ErrorReason.AUTH_MISSING_HOST_HEADER.because("the request has no Host"));
            return;
        }
        Optional<String> error = Form.parameter(query, "error");
        if (error.isPresent()) {
            ErrorReason reason =
                    error.get().equals("access_denied") ? ErrorReason.AUTH_DENIED : ErrorReason.AUTH_PROVIDER_ERROR;
            denied.accept(reason.because("the provider says: " + error.get()));
            return;
        }
        Optional<String> code = Form.parameter(query, "code");
        if (code.isEmpty()) {
            denied.accept(ErrorReason.AUTH_MISSING_CODE_PARAM.because("the query has no parameter 'code'"));
            return;
        }
        ProviderMeter meter = new ProviderMeter(facts.counts());
        provider.signIn(
                at.loadBalancer().arn(),
                how.get(),
                code.get(),
                state.redirectUri(),
                exchange.eventLoop(),
                exchange.peer(),
                meter,
                meter.timing(answer -> answered(exchange, at, how.get(), state.url(), answer, success, denied)));
    }

    private void answered(
            Exchange exchange,
            ListenerEntry at,
            SignIn how,
            String url,
            SignInProvider.Answer answer,
            Runnable success,
            Consumer<Denial> denied) {
        if (!(answer instanceof SignInProvider.Answer.SignedIn signedIn)) {
            denied.accept(((SignInProvider.Answer.Refused) answer).denial());
            return;
        }
        offLoop.run(
                exchange.eventLoop(),
                () -> cookies.keep(signedIn.session(), how.cookieName()),
                kept -> signedIn(exchange, at, how, url, kept, success, denied));
    }

    private void signedIn(
            Exchange exchange,
            ListenerEntry at,
            SignIn how,
            String url,
            Optional<List<String>> kept,
            Runnable success,
            Consumer<Denial> denied) {
        if (kept.isEmpty()) {
            denied.accept(ErrorReason.AUTH_UNHANDLED_EXCEPTION.because("nobody had time to keep the session"));
        } else if (kept.get().isEmpty()) {
            denied.accept(ErrorReason.AUTH_USERINFO_RESPONSE_SIZE_EXCEEDED.because(
                    "tokens and claims do not fit into four cookies"));
        } else {
            success.run();
            exchange.trail().note(TrailSteps.AUTHENTICATION, how);
            answers.redirect(AuthenticatedExchange.setting(kept.get(), exchange), at.listener(), 302, url);
        }
    }
}
