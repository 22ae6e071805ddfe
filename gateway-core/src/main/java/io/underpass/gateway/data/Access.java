package io.underpass.gateway.data;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.aws.Arn;
import io.underpass.gateway.compile.RouteMatch;
import io.underpass.gateway.policy.PolicyDocument;
import io.underpass.gateway.policy.PolicyDocument.Verdict;
import io.underpass.gateway.policy.PolicyRequest;
import java.util.Iterator;
import java.util.Optional;

/**
 * Judges requests by policies, and words refusals as AWS does (spec 2.9).
 *
 * <p>Threads: stateless.
 */
final class Access {

    static final String ACTION = "execute-api:Invoke";

    private static final String INVOKE = "execute-api:Invoke on resource: ";
    private static final int SHOWN_DIGITS = 4;

    private Access() {}

    /** {@code arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/VERB/PATH}, the path as received. */
    static String methodArn(Invocation invocation) {
        return methodArn(invocation, invocation.api().scope().account());
    }

    private static String methodArn(Invocation invocation, String account) {
        return methodArn(invocation, account, invocation.address().path());
    }

    private static String methodArn(Invocation invocation, String account, String path) {
        return "arn:aws:execute-api:" + invocation.api().scope().region() + ':' + account + ':'
                + invocation.api().id() + '/' + invocation.stage().name() + '/' + invocation.verb()
                + (path.startsWith("/") ? path : '/' + path);
    }

    static Verdict judge(
            PolicyDocument policy, Invocation invocation, Optional<Arn> principal, ConditionKeys conditionKeys) {
        String sent = invocation.address().path();
        String routed = routed(invocation.match());
        String account = invocation.api().scope().account();
        Verdict verdict = judge(policy, methodArn(invocation, account, routed), invocation, principal, conditionKeys);
        return verdict == Verdict.DENIED || routed.equals(sent)
                ? verdict
                : stricter(
                        verdict,
                        judge(policy, methodArn(invocation, account, sent), invocation, principal, conditionKeys));
    }

    private static Verdict judge(
            PolicyDocument policy,
            String methodArn,
            Invocation invocation,
            Optional<Arn> principal,
            ConditionKeys conditionKeys) {
        return policy.judge(new PolicyRequest(
                principal, ACTION, methodArn, key -> conditionKeys.value(key, invocation, principal)));
    }

    /** A path that is denied as it was sent stays denied, whatever is said of the one that it leads to. */
    private static Verdict stricter(Verdict ofRouted, Verdict ofSent) {
        return ofSent == Verdict.DENIED ? ofSent : ofRouted;
    }

    /**
     * The path as the router has understood it: a Deny of <code>/admin</code> holds for <code>/%61dmin</code>, for
     * <code>//admin</code> and for <code>/admin/</code> too. What AWS does is unknown; a guess on the safe side.
     */
    private static String routed(RouteMatch match) {
        StringBuilder path = new StringBuilder();
        Iterator<String> values = match.values().iterator();
        for (String segment : match.route().path().split("/")) {
            if (!segment.isEmpty()) {
                path.append('/').append(segment.startsWith("{") ? values.next() : segment);
            }
        }
        return path.isEmpty() ? "/" : path.toString();
    }

    /** Nobody objects. */
    static Outcome allowed(Invocation invocation) {
        invocation.access().authorized(invocation, HttpResponseStatus.OK.code(), "");
        return Outcome.NEXT;
    }

    /** The resource policy has denied the request, or nobody has allowed it. */
    static Outcome refused(Invocation invocation, Optional<Arn> principal, Verdict verdict) {
        String account = invocation.api().scope().account();
        String masked =
                "*".repeat(account.length() - SHOWN_DIGITS) + account.substring(account.length() - SHOWN_DIGITS);
        String message = "User: " + principal.map(Arn::toString).orElse("anonymous")
                + " is not authorized to perform: " + INVOKE + methodArn(invocation, masked)
                + (verdict == Verdict.DENIED ? " with an explicit deny in a resource-based policy" : "");
        return denied(invocation, message);
    }

    /** A Lambda authorizer has not let the request in. */
    static Outcome refused(Invocation invocation, Verdict verdict) {
        return denied(
                invocation,
                FaultType.ACCESS_DENIED.message()
                        + (verdict == Verdict.DENIED ? " with an explicit deny in an identity-based policy" : ""));
    }

    private static Outcome denied(Invocation invocation, String message) {
        invocation.exchange().trail().fail(TrailSteps.AUTHORIZER, message);
        invocation
                .access()
                .authorized(invocation, FaultType.ACCESS_DENIED.status().code(), message);
        return new Outcome.Reply(new Fault(FaultType.ACCESS_DENIED, message));
    }
}
