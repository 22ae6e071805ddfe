package io.underpass.gateway.data;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.gateway.compile.Authorization;
import io.underpass.gateway.compile.MethodAccess;
import io.underpass.gateway.policy.PolicyDocument.Verdict;
import java.util.Optional;

/**
 * COGNITO_USER_POOLS: the request carries a token of a user pool. With a resource policy, both have to agree (AWS's
 * table B).
 *
 * <p>Threads: safe.
 */
final class AuthorizeByUserPool {

    private static final String BEARER = "Bearer ";

    private final UserPools userPools;
    private final ConditionKeys conditionKeys;
    private final OffLoop offLoop;

    AuthorizeByUserPool(UserPools userPools, ConditionKeys conditionKeys, OffLoop offLoop) {
        this.userPools = userPools;
        this.conditionKeys = conditionKeys;
        this.offLoop = offLoop;
    }

    Outcome run(Invocation invocation, MethodAccess access, Authorization.UserPools pools) {
        String sent = AuthorizeByFunction.identity(invocation, pools.token()).strip();
        String token = sent.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? sent.substring(BEARER.length()).strip()
                : sent;
        if (token.isEmpty()) {
            return AuthorizeByFunction.unauthorized(invocation, "the request carries no token");
        }
        WorkerStep.run(
                invocation,
                offLoop,
                WorkerStep.NEVER_HERE,
                () -> userPools.verify(token, pools),
                verification -> judged(invocation, access, verification),
                () -> {});
        return Outcome.LATER;
    }

    private Outcome judged(Invocation invocation, MethodAccess access, UserPools.Verification verification) {
        if (verification instanceof UserPools.Verification.Refused refused) {
            return AuthorizeByFunction.unauthorized(invocation, refused.reason());
        }
        if (verification instanceof UserPools.Verification.Expired) {
            String message = "The incoming token has expired";
            AuthorizeByFunction.failed(invocation, message, FaultType.UNAUTHORIZED);
            return new Outcome.Reply(new Fault(FaultType.UNAUTHORIZED, message));
        }
        if (verification instanceof UserPools.Verification.NoKeys missing) {
            return AuthorizeByFunction.failed(invocation, missing.reason(), FaultType.AUTHORIZER_CONFIGURATION_ERROR);
        }
        UserPools.Verification.Verified verified = (UserPools.Verification.Verified) verification;
        invocation.exchange().trail().note(TrailSteps.AUTHORIZER, verified.poolId());
        invocation.access().authorizer(invocation, HttpResponseStatus.OK.code(), "");
        invocation.access().decided(new TestInvocation.Decision("", "", verified.claims()));
        Verdict verdict = access.resourcePolicy()
                .map(policy -> Access.judge(policy, invocation, Optional.empty(), conditionKeys))
                .orElse(Verdict.ALLOWED);
        if (verdict != Verdict.ALLOWED) {
            return Access.refused(invocation, Optional.empty(), verdict);
        }
        invocation.calledBy(Caller.ofUserPool(verified.claims()));
        return Access.allowed(invocation);
    }
}
