package io.underpass.gateway.data;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.gateway.LambdaFunctions;
import io.underpass.gateway.LambdaFunctions.Result;
import io.underpass.gateway.compile.Authorization;
import io.underpass.gateway.compile.MappingSource;
import io.underpass.gateway.compile.MethodAccess;
import io.underpass.gateway.data.AuthorizerAnswer.Decision;
import io.underpass.gateway.data.AuthorizerAnswer.Unauthorized;
import io.underpass.gateway.data.AuthorizerAnswer.Unusable;
import io.underpass.gateway.policy.PolicyDocument.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * CUSTOM: a Lambda function is asked, unless it was before. The resource policy's denial comes first; after that, one of
 * policy and function has to agree (AWS's table A).
 *
 * <p>Threads: safe.
 */
final class AuthorizeByFunction {

    /** As long as an integration may take; a guess. */
    private static final Duration TIMEOUT = Duration.ofSeconds(29);

    private static final int MAX_METHOD_ARN_BYTES = 1600;

    private final LambdaFunctions functions;
    private final AuthorizerDecisions decisions;
    private final ConditionKeys conditionKeys;
    private final OffLoop offLoop;
    private final RequestIds ids;
    private final InstantSource clock;

    AuthorizeByFunction(
            LambdaFunctions functions,
            AuthorizerDecisions decisions,
            ConditionKeys conditionKeys,
            OffLoop offLoop,
            RequestIds ids,
            InstantSource clock) {
        this.functions = functions;
        this.decisions = decisions;
        this.conditionKeys = conditionKeys;
        this.offLoop = offLoop;
        this.ids = ids;
        this.clock = clock;
    }

    Outcome run(Invocation invocation, MethodAccess access, Authorization.Lambda authorizer) {
        Verdict ofResource = access.resourcePolicy()
                .map(policy -> Access.judge(policy, invocation, Optional.empty(), conditionKeys))
                .orElse(Verdict.SILENT);
        if (ofResource == Verdict.DENIED) {
            return Access.refused(invocation, Optional.empty(), ofResource);
        }
        List<String> identity = identity(invocation, authorizer);
        if (identity.size() < authorizer.identitySources().size()) {
            return unauthorized(invocation, "an identity source of the authorizer is missing or empty");
        }
        if (authorizer.token()
                && authorizer.validation().isPresent()
                && !authorizer.validation().get().matches(identity.get(0))) {
            return unauthorized(invocation, "the token does not match the authorizer's identityValidationExpression");
        }
        String methodArn = Access.methodArn(invocation);
        if (methodArn.getBytes(StandardCharsets.UTF_8).length > MAX_METHOD_ARN_BYTES) {
            return invocation.fail(
                    TrailSteps.AUTHORIZER,
                    "the method's ARN has more than " + MAX_METHOD_ARN_BYTES + " bytes",
                    FaultType.URI_TOO_LONG);
        }
        boolean keeps = !authorizer.timeToLive().isZero() && !identity.isEmpty();
        AuthorizerDecisions.Key key = new AuthorizerDecisions.Key(
                invocation.api().id(), invocation.stage().name(), authorizer.authorizerId(), identity);
        Optional<Decision> known = keeps ? decisions.find(key) : Optional.empty();
        if (known.isPresent()) {
            invocation.exchange().trail().note(TrailSteps.AUTHORIZER, authorizer.authorizerId() + " (kept decision)");
            return judged(invocation, known.get(), ofResource, 0);
        }
        invocation.exchange().trail().note(TrailSteps.AUTHORIZER, authorizer.functionArn());
        byte[] event = authorizer.token()
                ? AuthorizerEvent.ofToken(identity.get(0), methodArn)
                : AuthorizerEvent.ofRequest(invocation, methodArn, TraceId.forEvent(invocation, ids));
        long askedAtMillis = clock.millis();
        ask(invocation, authorizer, event, answer -> {
            if (answer instanceof Decision decision) {
                if (keeps) {
                    decisions.keep(key, decision, authorizer.timeToLive());
                }
                return judged(invocation, decision, ofResource, clock.millis() - askedAtMillis);
            }
            return answer instanceof Unauthorized
                    ? unauthorized(invocation, "the authorizer's function says Unauthorized")
                    : failed(invocation, (Unusable) answer);
        });
        return Outcome.LATER;
    }

    private void ask(
            Invocation invocation,
            Authorization.Lambda authorizer,
            byte[] event,
            Function<AuthorizerAnswer, Outcome> then) {
        Question question = new Question();
        long askedAtMillis = clock.millis();
        invocation.awaits(question);
        question.running = functions.invoke(
                LambdaFunctions.Call.of(
                        authorizer.functionArn(),
                        event,
                        invocation.api().scope(),
                        invocation.exchange().eventLoop(),
                        TIMEOUT),
                result -> {
                    question.over = true;
                    noteCall(invocation, result, clock.millis() - askedAtMillis);
                    invocation.awaits(Pending.NOTHING);
                    returned(invocation, result, then);
                });
    }

    /** Of a call that reached nobody there is no status. */
    private static void noteCall(Invocation invocation, Result result, long latencyMillis) {
        if (result instanceof Result.Returned returned) {
            invocation.access().called(returned.status(), latencyMillis);
        } else if (result instanceof Result.Refused refused) {
            invocation.access().called(refused.status(), latencyMillis);
        }
    }

    private void returned(Invocation invocation, Result result, Function<AuthorizerAnswer, Outcome> then) {
        if (result instanceof Result.Failed failed) {
            FaultType type = result instanceof Result.TimedOut || result instanceof Result.Unreachable
                    ? FaultType.AUTHORIZER_FAILURE
                    : FaultType.AUTHORIZER_CONFIGURATION_ERROR;
            invocation.resume(failed(invocation, new Unusable(type, failed.detail())));
            return;
        }
        Result.Returned returned = (Result.Returned) result;
        WorkerStep.run(
                invocation, offLoop, returned.payload().length, () -> AuthorizerAnswer.read(returned), then, () -> {});
    }

    private Outcome judged(Invocation invocation, Decision decision, Verdict ofResource, long latencyMillis) {
        invocation
                .access()
                .decided(new TestInvocation.Decision(
                        decision.context().getOrDefault("principalId", ""), decision.policyText(), Map.of()));
        Verdict verdict = Access.judge(decision.policy(), invocation, Optional.empty(), conditionKeys);
        invocation.access().authorizer(invocation, HttpResponseStatus.OK.code(), "");
        if (verdict == Verdict.ALLOWED || (verdict == Verdict.SILENT && ofResource == Verdict.ALLOWED)) {
            invocation.calledBy(Caller.of(decision.context(), decision.usageIdentifierKey(), latencyMillis));
            return Access.allowed(invocation);
        }
        return Access.refused(invocation, verdict);
    }

    /** The values of all sources; fewer where one is missing or empty. */
    private static List<String> identity(Invocation invocation, Authorization.Lambda authorizer) {
        List<String> values = new ArrayList<>(authorizer.identitySources().size());
        for (MappingSource source : authorizer.identitySources()) {
            String value = identity(invocation, source);
            if (!value.isEmpty()) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    /** Of a header, whatever its case: HTTP/2 knows lower case only. */
    static String identity(Invocation invocation, MappingSource source) {
        if (source instanceof MappingSource.Header header) {
            HttpHeaders headers = invocation.request().headers();
            return header.all() ? String.join(",", headers.getAll(header.name())) : headers.get(header.name(), "");
        }
        return MappedValues.joined(source, invocation);
    }

    static Outcome unauthorized(Invocation invocation, String reason) {
        return failed(invocation, reason, FaultType.UNAUTHORIZED);
    }

    private static Outcome failed(Invocation invocation, Unusable answer) {
        return failed(invocation, answer.reason(), answer.type());
    }

    /** The authorizer has no decision: {@code reason} says why. */
    static Outcome failed(Invocation invocation, String reason, FaultType type) {
        invocation.access().authorizer(invocation, type.status().code(), reason);
        return invocation.fail(TrailSteps.AUTHORIZER, reason, type);
    }

    /** What an invocation waits for the answer to. */
    private static final class Question implements Pending {
        private LambdaFunctions.Running running = () -> {};
        private boolean over;

        @Override
        public void callOff() {
            if (!over) {
                over = true;
                running.cancel();
            }
        }
    }
}
