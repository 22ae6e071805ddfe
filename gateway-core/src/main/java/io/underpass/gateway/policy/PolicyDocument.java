package io.underpass.gateway.policy;

import java.util.List;

/**
 * A policy, ready to judge.
 *
 * <p>Threads: immutable.
 */
public record PolicyDocument(List<Statement> statements) {

    /** What a policy says of a request. */
    public enum Verdict {
        /** A statement allows it and none denies it. */
        ALLOWED,
        /** A statement denies it. */
        DENIED,
        /** No statement applies. */
        SILENT
    }

    /** Judges {@code request}: one denial outweighs everything. */
    public Verdict judge(PolicyRequest request) {
        Verdict verdict = Verdict.SILENT;
        for (Statement statement : statements) {
            if ((verdict == Verdict.SILENT || !statement.allows()) && statement.appliesTo(request)) {
                if (!statement.allows()) {
                    return Verdict.DENIED;
                }
                verdict = Verdict.ALLOWED;
            }
        }
        return verdict;
    }
}
