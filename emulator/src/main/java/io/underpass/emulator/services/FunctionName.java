package io.underpass.emulator.services;

import io.underpass.aws.Arn;
import io.underpass.aws.Scope;
import java.util.Optional;

/**
 * A Lambda function.
 *
 * <p>Threads: immutable.
 *
 * @param scope the account and region that the function lives in
 * @param name without account and region
 * @param qualifier a version or an alias
 */
record FunctionName(Scope scope, String name, Optional<String> qualifier) {

    private static final String KIND = "function:";

    /** Reads {@code arn:aws:lambda:REGION:ACCOUNT:function:NAME[:QUALIFIER]}; empty where {@code arn} is something else. */
    static Optional<FunctionName> parse(String arn) {
        return Arn.parse(arn)
                .filter(one -> one.service().equals("lambda")
                        && one.resource().startsWith(KIND)
                        && one.resource().length() > KIND.length())
                .map(FunctionName::of);
    }

    private static FunctionName of(Arn arn) {
        String[] parts = arn.resource().substring(KIND.length()).split(":", 2);
        return new FunctionName(
                new Scope(arn.account(), arn.region()),
                parts[0],
                parts.length < 2 || parts[1].isEmpty() ? Optional.empty() : Optional.of(parts[1]));
    }

    @Override
    public String toString() {
        return name + qualifier.map(text -> ":" + text).orElse("");
    }
}
