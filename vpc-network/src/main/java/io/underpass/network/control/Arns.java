package io.underpass.network.control;

import io.underpass.aws.Arn;
import io.underpass.aws.Scope;

/** ARNs of {@code ec2}. Threads: stateless. */
final class Arns {

    private Arns() {}

    static String of(Scope scope, String type, String id) {
        return Arn.of("ec2", scope, type + '/' + id).toString();
    }
}
