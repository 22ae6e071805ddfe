package io.underpass.gateway.data;

import io.underpass.gateway.LambdaFunctions;
import io.underpass.gateway.compile.Authorization;
import io.underpass.gateway.compile.EndpointType;
import io.underpass.gateway.compile.MethodAccess;
import io.underpass.gateway.policy.PolicyDocument.Verdict;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Finds out who sends a request, and whether that one may. In which order resource policy and authorizer are asked, and
 * which of them has to agree, depends on the method's authorization (AWS, "How API Gateway resource policies affect
 * authorization workflow"): each kind is a class of its own.
 *
 * <p>Threads: safe.
 */
final class Authorize implements Phase {

    private final ConditionKeys conditionKeys;
    private final AuthorizeBySignature bySignature;
    private final AuthorizeByFunction byFunction;
    private final AuthorizeByUserPool byUserPool;

    Authorize(Trust trust, LambdaFunctions functions, OffLoop offLoop, RequestIds ids, InstantSource clock) {
        conditionKeys = new ConditionKeys(trust.vpcEndpoints());
        bySignature = new AuthorizeBySignature(
                trust.accessKeys(), conditionKeys, offLoop, trust.signedBy().orElse(clock));
        byFunction = new AuthorizeByFunction(functions, trust.decisions(), conditionKeys, offLoop, ids, clock);
        byUserPool = new AuthorizeByUserPool(trust.userPools(), conditionKeys, offLoop);
    }

    @Override
    public Outcome run(Invocation invocation) {
        Optional<MethodAccess> set = invocation.method().access();
        if (set.isEmpty() && invocation.api().endpointType() != EndpointType.PRIVATE) {
            return Outcome.NEXT;
        }
        MethodAccess access = set.orElse(MethodAccess.OPEN);
        invocation.access(); // its time runs from here
        if (access.resourcePolicy().isEmpty() && invocation.api().endpointType() == EndpointType.PRIVATE) {
            // Nobody may invoke a private API without a policy that allows it (AWS, "Private REST APIs").
            return Access.refused(invocation, Optional.empty(), Verdict.SILENT);
        }
        Authorization authorization = access.authorization();
        if (authorization instanceof Authorization.None) {
            return byPolicyAlone(invocation, access);
        }
        if (authorization instanceof Authorization.Iam) {
            return bySignature.run(invocation, access);
        }
        if (authorization instanceof Authorization.Lambda lambda) {
            return byFunction.run(invocation, access, lambda);
        }
        if (authorization instanceof Authorization.UserPools pools) {
            return byUserPool.run(invocation, access, pools);
        }
        if (authorization instanceof Authorization.Broken broken) {
            return invocation.fail(TrailSteps.AUTHORIZER, broken.reason(), FaultType.AUTHORIZER_CONFIGURATION_ERROR);
        }
        throw new IllegalStateException("unknown authorization " + authorization);
    }

    private Outcome byPolicyAlone(Invocation invocation, MethodAccess access) {
        Verdict verdict = access.resourcePolicy()
                .map(policy -> Access.judge(policy, invocation, Optional.empty(), conditionKeys))
                .orElse(Verdict.ALLOWED);
        return verdict == Verdict.ALLOWED
                ? Access.allowed(invocation)
                : Access.refused(invocation, Optional.empty(), verdict);
    }
}
