package io.underpass.gateway.data;

import java.util.Optional;

/**
 * How the steps that decide who may pass have gone, for access logs. AWS documents little more than the variables' names
 * ("Variables for access logging"): that <em>authenticate</em> is the check of a signature, <em>authorizer</em> a Lambda
 * function or user pool, and <em>authorize</em> the verdict of policies, is a guess.
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
final class AccessSteps {

    /**
     * One step that was taken.
     *
     * @param status 200 where it let the request pass, else that of the answer
     * @param error what the client is told; empty where it let the request pass
     */
    record Step(int status, String error, long latencyMillis) {}

    /** How the call of an authorizer's function went. */
    record Call(int status, long latencyMillis) {}

    private Optional<Step> authenticate = Optional.empty();
    private Optional<Step> authorizer = Optional.empty();
    private Optional<Step> authorize = Optional.empty();
    private Optional<Call> call = Optional.empty();
    private Optional<TestInvocation.Decision> decision = Optional.empty();
    private long sinceMillis;

    /** The first step begins {@code millis} after the request arrived. */
    AccessSteps(long millis) {
        sinceMillis = millis;
    }

    void authenticated(Invocation invocation, int status, String error) {
        authenticate = Optional.of(step(invocation, status, error));
    }

    void authorizer(Invocation invocation, int status, String error) {
        authorizer = Optional.of(step(invocation, status, error));
    }

    void authorized(Invocation invocation, int status, String error) {
        authorize = Optional.of(step(invocation, status, error));
    }

    /** An authorizer has decided. */
    void decided(TestInvocation.Decision made) {
        decision = Optional.of(made);
    }

    Optional<TestInvocation.Decision> decision() {
        return decision;
    }

    /** An authorizer's function has answered, or Lambda in its place. */
    void called(int status, long latencyMillis) {
        call = Optional.of(new Call(status, latencyMillis));
    }

    /** A step takes from the end of the one before. */
    private Step step(Invocation invocation, int status, String error) {
        long now = invocation.millisSinceReceived();
        Step step = new Step(status, error, now - sinceMillis);
        sinceMillis = now;
        return step;
    }

    Optional<Step> authenticate() {
        return authenticate;
    }

    Optional<Step> authorizer() {
        return authorizer;
    }

    Optional<Step> authorize() {
        return authorize;
    }

    Optional<Call> call() {
        return call;
    }
}
