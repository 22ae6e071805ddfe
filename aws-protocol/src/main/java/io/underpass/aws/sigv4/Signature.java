package io.underpass.aws.sigv4;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A signature as a request carries it.
 *
 * <p>Threads: immutable.
 *
 * @param scope date, region, service and terminator, as they were signed
 * @param signedHeaders the names of the fields that it covers, in lower case, in the order given
 * @param value lower-case hexadecimal digits
 * @param time when it was made
 * @param stamp that time as it was signed, {@code 20150830T123600Z}
 * @param expires for how long it holds; empty for a signature in a header
 * @param token the session token; empty where there is none
 */
record Signature(
        String keyId,
        CredentialScope scope,
        List<String> signedHeaders,
        String value,
        Instant time,
        String stamp,
        Optional<Duration> expires,
        String token) {

    /** Where a signature holds. */
    record CredentialScope(String date, String region, String service, String terminator) {

        @Override
        public String toString() {
            return date + '/' + region + '/' + service + '/' + terminator;
        }
    }

    /** Whether the signature stands in the query. */
    boolean isPresigned() {
        return expires.isPresent();
    }
}
