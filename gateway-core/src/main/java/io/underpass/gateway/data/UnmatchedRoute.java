package io.underpass.gateway.data;

import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.aws.sigv4.AuthorizationHeader;
import io.underpass.wire.FieldNames;

/**
 * What a request gets whose route does not exist. AWS then reads the {@code Authorization} header as a signature, and
 * complains about what a signature should have had (spec 2.4, observed on AWS; the sentences about missing parameters
 * are partly a guess).
 *
 * <p>Threads: stateless.
 */
final class UnmatchedRoute {

    private UnmatchedRoute() {}

    static Fault fault(HttpHeaders headers) {
        String header = headers.get(FieldNames.AUTHORIZATION, "").strip();
        if (header.isEmpty()) {
            return Fault.of(FaultType.MISSING_AUTHENTICATION_TOKEN);
        }
        boolean dated = headers.contains(Fields.AMZ_DATE) || headers.contains(FieldNames.DATE);
        return AuthorizationHeader.read(header, dated) instanceof AuthorizationHeader.Reading.Incomplete incomplete
                ? new Fault(FaultType.INCOMPLETE_SIGNATURE, incomplete.message())
                : Fault.of(FaultType.MISSING_AUTHENTICATION_TOKEN);
    }
}
