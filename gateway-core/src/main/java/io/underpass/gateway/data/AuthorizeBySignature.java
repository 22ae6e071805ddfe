package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.aws.Arn;
import io.underpass.aws.sigv4.AccessKey;
import io.underpass.aws.sigv4.AccessKeys;
import io.underpass.aws.sigv4.Digests;
import io.underpass.aws.sigv4.Refusal;
import io.underpass.aws.sigv4.SigV4Verifier;
import io.underpass.aws.sigv4.SigV4Verifier.Beginning;
import io.underpass.aws.sigv4.SignedRequest;
import io.underpass.gateway.compile.MethodAccess;
import io.underpass.gateway.policy.PolicyDocument.Verdict;
import io.underpass.wire.FieldNames;
import java.time.InstantSource;
import java.util.Optional;

/**
 * AWS_IAM: the request must be signed. A signature covers the body, for which such a method therefore waits here and not
 * later. Every configured key may invoke the APIs of its own account, as if it had an identity policy that says so;
 * those of other accounts need the resource policy's consent (AWS's tables A and B).
 *
 * <p>Threads: safe.
 */
final class AuthorizeBySignature {

    private static final String SERVICE = "execute-api";

    private final SigV4Verifier verifier;
    private final ConditionKeys conditionKeys;
    private final OffLoop offLoop;

    AuthorizeBySignature(AccessKeys keys, ConditionKeys conditionKeys, OffLoop offLoop, InstantSource clock) {
        this.verifier = new SigV4Verifier(keys, clock);
        this.conditionKeys = conditionKeys;
        this.offLoop = offLoop;
    }

    Outcome run(Invocation invocation, MethodAccess access) {
        SignedRequest request = new SignedRequest(
                invocation.request().method().name(),
                invocation.request().path(),
                invocation.request().query(),
                invocation.request().headers()::getAll);
        Beginning beginning = verifier.begin(request, invocation.api().scope().region(), SERVICE);
        if (beginning instanceof Beginning.Failed failed) {
            return refused(invocation, failed.refusal());
        }
        Beginning.Begun begun = (Beginning.Begun) beginning;
        if (invocation.exchange().body().isEmpty()) {
            return judged(invocation, access, begun, Digests.EMPTY);
        }
        return ReceiveBody.receive(invocation, () -> hash(invocation, access, begun));
    }

    /** The body is whole. */
    private void hash(Invocation invocation, MethodAccess access, Beginning.Begun begun) {
        ByteBuf lent = invocation.body().retainedDuplicate();
        WorkerStep.run(
                invocation,
                offLoop,
                lent.readableBytes(),
                () -> {
                    try {
                        return sha256(lent);
                    } finally {
                        lent.release();
                    }
                },
                hash -> judged(invocation, access, begun, hash),
                lent::release);
    }

    private static String sha256(ByteBuf body) {
        return Digests.sha256Hex(body.nioBuffers());
    }

    private Outcome judged(Invocation invocation, MethodAccess access, Beginning.Begun begun, String bodyHash) {
        Optional<Refusal> refusal = verifier.finish(begun, bodyHash);
        if (refusal.isPresent()) {
            return refused(invocation, refusal.get());
        }
        AccessKey key = begun.key();
        Arn principal = key.principal();
        invocation.calledBy(Caller.signedBy(key.id(), key.account(), key.userId(), principal.toString()));
        invocation.exchange().trail().note(TrailSteps.AUTHORIZER, principal);
        invocation.access().authenticated(invocation, HttpResponseStatus.OK.code(), "");
        boolean sameAccount = key.account().equals(invocation.api().scope().account());
        Verdict verdict = access.resourcePolicy()
                .map(policy -> Access.judge(policy, invocation, Optional.of(principal), conditionKeys))
                .orElse(Verdict.SILENT);
        boolean passes = verdict == Verdict.ALLOWED || (verdict == Verdict.SILENT && sameAccount);
        return passes ? Access.allowed(invocation) : Access.refused(invocation, Optional.of(principal), verdict);
    }

    private static Outcome refused(Invocation invocation, Refusal refusal) {
        String signed = invocation.request().headers().contains(FieldNames.AUTHORIZATION)
                ? refusal.message()
                : refusal.message() + " (no Authorization header)";
        invocation
                .exchange()
                .trail()
                .fail(TrailSteps.AUTHORIZER, refusal.detail().isEmpty() ? signed : refusal.detail());
        FaultType type = switch (refusal.kind()) {
            case MISSING -> FaultType.MISSING_AUTHENTICATION_TOKEN;
            case INCOMPLETE -> FaultType.INCOMPLETE_SIGNATURE;
            case UNRECOGNIZED_CLIENT -> FaultType.UNRECOGNIZED_CLIENT;
            case INVALID -> FaultType.INVALID_SIGNATURE;
        };
        invocation.access().authenticated(invocation, type.status().code(), refusal.message());
        return new Outcome.Reply(new Fault(type, refusal.message()));
    }
}
