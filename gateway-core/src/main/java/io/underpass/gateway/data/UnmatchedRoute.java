package io.underpass.gateway.data;

import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.wire.FieldNames;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

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
        Set<String> names = new HashSet<>();
        for (String pair : header.substring(header.indexOf(' ') + 1).split(",")) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                return new Fault(
                        FaultType.INCOMPLETE_SIGNATURE,
                        "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and "
                                + "encoded with Base64): '" + hash(header) + "'.");
            }
            names.add(pair.substring(0, equals).strip());
        }
        String missing = missing(names, headers);
        return missing.isEmpty()
                ? Fault.of(FaultType.MISSING_AUTHENTICATION_TOKEN)
                : new Fault(FaultType.INCOMPLETE_SIGNATURE, missing);
    }

    private static String missing(Set<String> names, HttpHeaders headers) {
        StringBuilder sentences = new StringBuilder();
        for (String name : new String[] {"Credential", "Signature", "SignedHeaders"}) {
            if (!names.contains(name)) {
                sentences.append("Authorization header requires '").append(name).append("' parameter. ");
            }
        }
        if (!headers.contains(Fields.AMZ_DATE) && !headers.contains(FieldNames.DATE)) {
            sentences.append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        }
        return sentences.toString().strip();
    }

    private static String hash(String header) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(header.getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
