package io.underpass.alb.data;

import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledAuthentication.SignIn;
import io.underpass.alb.compile.CompiledAuthentication.Unauthenticated;
import io.underpass.alb.compile.CompiledRule;
import io.underpass.alb.identity.ClaimsSigner;
import io.underpass.alb.identity.Denial;
import io.underpass.alb.identity.ErrorReason;
import io.underpass.alb.identity.OffLoop;
import io.underpass.alb.identity.Session;
import io.underpass.alb.identity.SignInProvider;
import io.underpass.wire.Exchange;
import io.underpass.wire.FieldList;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The authenticate-oidc and authenticate-cognito actions: lets those pass who have a session, and sends others to sign in,
 * away, or on, as the action says (spec 2.4). Those who come back are {@link SignInCallback}'s affair.
 *
 * <p>Threads: safe; a call is confined to the event loop of its exchange, the work for it is done by workers.
 */
final class SigningIn {

    private final SignInProvider provider;
    private final SessionCookies cookies;
    private final ClaimsSigner signer;
    private final LoginRedirect redirect;
    private final OffLoop offLoop;
    private final InstantSource clock;

    SigningIn(
            SignInProvider provider,
            SessionCookies cookies,
            ClaimsSigner signer,
            LoginRedirect redirect,
            OffLoop offLoop,
            InstantSource clock) {
        this.provider = provider;
        this.cookies = cookies;
        this.signer = signer;
        this.redirect = redirect;
        this.offLoop = offLoop;
        this.clock = clock;
    }

    /** What the cookies of a request are worth. */
    private sealed interface Finding {

        /** Good for now. */
        record Good(Session session, String signedClaims, List<String> cookies) implements Finding {}

        /** The access token has expired. */
        record Stale(Session session, String refreshToken) implements Finding {}

        /** It was good once. */
        record Expired() implements Finding {}

        /** Nothing. */
        record Worthless(Denial denial) implements Finding {}
    }

    /** One request on its way. */
    private record Asked(
            Exchange exchange,
            ExchangeFacts facts,
            ListenerEntry at,
            CompiledRule rule,
            SignIn how,
            Consumer<Exchange> passed,
            Consumer<Denial> denied) {}

    /** Calls one of the two, or answers itself. */
    void admit(
            Exchange exchange,
            ExchangeFacts facts,
            ListenerEntry at,
            CompiledRule rule,
            SignIn how,
            Consumer<Exchange> passed,
            Consumer<Denial> denied) {
        Asked asked = new Asked(exchange, facts, at, rule, how, passed, denied);
        FieldList headers = FieldList.of(exchange.request().headers());
        if (!SessionCookies.isIn(headers, how.cookieName())) {
            stranger(asked, ErrorReason.AUTH_DENIED.because("there is no session, and the rule denies strangers"));
            return;
        }
        String sealed = SessionCookies.sealed(headers, how.cookieName());
        offLoop.run(exchange.eventLoop(), () -> judge(sealed, asked), finding -> found(asked, finding));
    }

    private Finding judge(String sealed, Asked asked) {
        Optional<Session> session = cookies.open(sealed)
                .filter(each -> each.isOf(asked.at().loadBalancer().arn(), asked.how()));
        if (session.isEmpty()) {
            return new Finding.Worthless(ErrorReason.AUTH_INVALID_COOKIE.because("the cookies "
                    + asked.how().cookieName() + "-0 and so on hold no session of this load balancer and provider"));
        }
        Session known = session.get();
        Instant now = clock.instant();
        if (!now.isBefore(known.endsAt())) {
            return new Finding.Expired();
        }
        Optional<String> refreshToken = known.refreshToken();
        return refreshToken.isPresent() && known.mustRefresh(now)
                ? new Finding.Stale(known, refreshToken.get())
                : new Finding.Good(known, signer.sign(known, now), List.of());
    }

    private void found(Asked asked, Optional<Finding> finding) {
        if (finding.isEmpty()) {
            asked.denied()
                    .accept(ErrorReason.AUTH_UNHANDLED_EXCEPTION.because("nobody had time to look at the session"));
        } else if (finding.get() instanceof Finding.Good good) {
            asked.exchange().trail().note(TrailSteps.AUTHENTICATION, asked.how());
            asked.passed()
                    .accept(AuthenticatedExchange.of(
                            asked.exchange(), good.session(), good.signedClaims(), good.cookies()));
        } else if (finding.get() instanceof Finding.Stale stale) {
            ProviderMeter meter = new ProviderMeter(asked.facts().counts());
            provider.refresh(
                    asked.how(),
                    stale.session(),
                    stale.refreshToken(),
                    asked.exchange().eventLoop(),
                    asked.exchange().peer(),
                    meter,
                    meter.timing(answer -> refreshed(asked, answer)));
        } else if (finding.get() instanceof Finding.Worthless worthless) {
            stranger(asked, worthless.denial());
        } else {
            expired(asked);
        }
    }

    private void refreshed(Asked asked, SignInProvider.Answer answer) {
        if (!(answer instanceof SignInProvider.Answer.SignedIn signedIn)) {
            expired(asked);
            return;
        }
        asked.facts().counts().count(LoadBalancerMetric.ELB_AUTH_REFRESH_TOKEN_SUCCESS);
        Session session = signedIn.session();
        offLoop.run(
                asked.exchange().eventLoop(),
                () -> new Finding.Good(
                        session,
                        signer.sign(session, clock.instant()),
                        cookies.keep(session, asked.how().cookieName())),
                good -> found(asked, good.map(each -> each)));
    }

    private void stranger(Asked asked, Denial denial) {
        switch (asked.how().unauthenticated()) {
            case DENY -> asked.denied().accept(denial);
            case ALLOW -> allow(asked);
            case AUTHENTICATE -> signIn(asked);
        }
    }

    /** Who has signed in before is sent to do so again even by a rule that denies strangers. */
    private void expired(Asked asked) {
        if (asked.how().unauthenticated() == Unauthenticated.ALLOW) {
            allow(asked);
        } else {
            signIn(asked);
        }
    }

    private static void allow(Asked asked) {
        asked.exchange().trail().note(TrailSteps.AUTHENTICATION, "none");
        asked.passed().accept(AuthenticatedExchange.anonymous(asked.exchange()));
    }

    private void signIn(Asked asked) {
        if (asked.facts().hostField().isEmpty()) {
            asked.denied()
                    .accept(ErrorReason.AUTH_MISSING_HOST_HEADER.because(
                            "without a Host nobody knows where to come back to"));
        } else {
            redirect.send(asked.exchange(), asked.facts(), asked.at().listener(), asked.rule(), asked.how());
        }
    }
}
