package io.underpass.alb.data;

import io.underpass.alb.Workers;
import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledAuthentication;
import io.underpass.alb.compile.CompiledAuthentication.SignIn;
import io.underpass.alb.compile.CompiledAuthentication.ValidateJwt;
import io.underpass.alb.compile.CompiledRule;
import io.underpass.alb.identity.ClaimsSigner;
import io.underpass.alb.identity.Denial;
import io.underpass.alb.identity.ErrorReason;
import io.underpass.alb.identity.KeySets;
import io.underpass.alb.identity.OffLoop;
import io.underpass.alb.identity.ProviderCalls;
import io.underpass.alb.identity.SignInProvider;
import io.underpass.wire.Exchange;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.crypto.SecretKey;

/**
 * What a rule asks before it acts: its actions that authenticate, one after the other.
 *
 * <p>Threads: safe; a call is confined to the event loop of its exchange.
 */
final class Authenticating {

    private final OwnAnswers answers;
    private final LoadBalancerMetrics metrics;
    private final JwtValidating jwt;
    private final SigningIn signingIn;
    private final SignInCallback callback;
    private final ClaimsSigner signer = new ClaimsSigner();

    Authenticating(
            AuthenticationSettings settings,
            SecretKey key,
            Workers workers,
            OwnAnswers answers,
            InstantSource clock,
            LoadBalancerMetrics metrics) {
        this.answers = answers;
        this.metrics = metrics;
        OffLoop offLoop = new OffLoop(workers);
        ProviderCalls calls = new ProviderCalls(settings.providers(), settings.providerTimeout(), settings.elsewhere());
        SignInProvider provider = new SignInProvider(calls, settings.clientSecrets(), clock);
        SessionCookies cookies = new SessionCookies(new Seal(key, "session"), clock);
        Seal states = new Seal(key, "login");
        this.jwt = new JwtValidating(new KeySets(calls, offLoop, clock), offLoop, clock);
        this.signingIn = new SigningIn(
                provider, cookies, signer, new LoginRedirect(provider, states, answers, clock), offLoop, clock);
        this.callback = new SignInCallback(provider, cookies, states, offLoop, answers, clock);
    }

    void forget() {
        jwt.forget();
    }

    /** Calls {@code passed} with the exchange to go on with, or answers. */
    void admit(Exchange exchange, ExchangeFacts facts, ListenerEntry at, CompiledRule rule, Consumer<Exchange> passed) {
        step(0, exchange, facts, at, rule, passed);
    }

    private void step(
            int index,
            Exchange exchange,
            ExchangeFacts facts,
            ListenerEntry at,
            CompiledRule rule,
            Consumer<Exchange> passed) {
        if (index == rule.authentication().size()) {
            passed.accept(exchange);
            return;
        }
        CompiledAuthentication asked = rule.authentication().get(index);
        Consumer<Denial> denied = denial -> deny(exchange, at, denial);
        if (asked instanceof ValidateJwt validate) {
            jwt.validate(
                    exchange,
                    validate,
                    () -> {
                        exchange.trail().note(TrailSteps.AUTHENTICATION, validate.issuer());
                        step(index + 1, exchange, facts, at, rule, passed);
                    },
                    denied);
        } else if (asked instanceof SignIn how) {
            signingIn.admit(
                    exchange,
                    facts,
                    at,
                    rule,
                    how,
                    admitted -> step(index + 1, admitted, facts, at, rule, passed),
                    denied);
        }
    }

    /** Answers somebody who comes back from a provider. */
    void comeBack(Exchange exchange, ExchangeFacts facts, ListenerEntry at) {
        Runnable success = () -> metrics.ofListener(at.listener().arn()).count(LoadBalancerMetric.ELB_AUTH_SUCCESS);
        callback.handle(exchange, facts, at, success, denial -> deny(exchange, at, denial));
    }

    /** The public key with this id, in PEM, by which targets verify what they are told of people. */
    Optional<String> publicKey(String keyId) {
        return signer.publicKey(keyId);
    }

    /** All of them that there are by now, by their ids. */
    Map<String, String> publicKeys() {
        return signer.publicKeys();
    }

    private void deny(Exchange exchange, ListenerEntry at, Denial denial) {
        count(at, denial.reason());
        exchange.trail().note(TrailSteps.ERROR_REASON, denial.reason().text());
        exchange.trail().fail(TrailSteps.AUTHENTICATION, denial.detail());
        answers.page(exchange, at.listener(), denial.reason().status());
    }

    /** By the table that leads from reasons to metrics (spec 6.1); that of JSON Web Tokens is a guess. */
    private void count(ListenerEntry at, ErrorReason reason) {
        MetricCounters counters = metrics.ofListener(at.listener().arn());
        switch (reason) {
            case AUTH_INVALID_COOKIE,
                    AUTH_INVALID_GRANT_ERROR,
                    AUTH_INVALID_ID_TOKEN,
                    AUTH_INVALID_STATE_PARAM,
                    AUTH_INVALID_TOKEN_RESPONSE,
                    AUTH_INVALID_USERINFO_RESPONSE,
                    AUTH_MISSING_CODE_PARAM,
                    AUTH_MISSING_STATE_PARAM -> counters.count(LoadBalancerMetric.ELB_AUTH_FAILURE);
            case AUTH_MISSING_HOST_HEADER,
                    AUTH_TOKEN_EP_REQUEST_FAILED,
                    AUTH_TOKEN_EP_REQUEST_TIMEOUT,
                    AUTH_USERINFO_EP_REQUEST_FAILED,
                    AUTH_USERINFO_EP_REQUEST_TIMEOUT,
                    AUTH_UNHANDLED_EXCEPTION -> counters.count(LoadBalancerMetric.ELB_AUTH_ERROR);
            case AUTH_USERINFO_RESPONSE_SIZE_EXCEEDED ->
                counters.count(LoadBalancerMetric.ELB_AUTH_USER_CLAIMS_SIZE_EXCEEDED);
            case JWT_HEADER_NOT_PRESENT,
                    JWT_REQUEST_FORMAT_INVALID,
                    JWT_SIGNATURE_VALIDATION_ERROR,
                    JWT_CLAIM_NOT_PRESENT,
                    JWT_CLAIM_FORMAT_INVALID,
                    JWT_CLAIM_VALUE_INVALID,
                    JWKS_REQUEST_TIMEOUT,
                    JWKS_REQUEST_FAILED,
                    JWKS_RESPONSE_INVALID,
                    JWKS_RESPONSE_SIZE_EXCEEDED -> counters.count(LoadBalancerMetric.JWT_VALIDATION_FAILURE);
            case AUTH_DENIED, AUTH_PROVIDER_ERROR -> {}
        }
    }
}
