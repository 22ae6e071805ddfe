package io.underpass.aws.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An {@code Authorization} header, read as a signature. What AWS says of one that is none: spec 2.4 of API Gateway,
 * observed but for some of the sentences about missing parameters.
 *
 * <p>Threads: stateless.
 */
public final class AuthorizationHeader {

    private static final String[] REQUIRED = {"Credential", "Signature", "SignedHeaders"};

    private AuthorizationHeader() {}

    /** What was read. */
    public sealed interface Reading {

        /** All that a signature needs. */
        record Complete(String algorithm, Map<String, String> parameters) implements Reading {}

        /** AWS answers {@code IncompleteSignatureException} with this message. */
        record Incomplete(String message) implements Reading {}
    }

    /**
     * Reads {@code header}, which is not empty.
     *
     * @param dated whether the request has an {@code X-Amz-Date} or {@code Date} field
     */
    public static Reading read(String header, boolean dated) {
        int space = header.indexOf(' ');
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : header.substring(space + 1).split(",")) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                return new Reading.Incomplete(
                        "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and "
                                + "encoded with Base64): '" + hash(header) + "'.");
            }
            parameters.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        String missing = missing(parameters, dated);
        return missing.isEmpty()
                ? new Reading.Complete(space < 0 ? "" : header.substring(0, space), parameters)
                : new Reading.Incomplete(missing);
    }

    private static String missing(Map<String, String> parameters, boolean dated) {
        StringBuilder sentences = new StringBuilder();
        for (String name : REQUIRED) {
            if (!parameters.containsKey(name)) {
                sentences.append("Authorization header requires '").append(name).append("' parameter. ");
            }
        }
        if (!dated) {
            sentences.append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        }
        return sentences.toString().strip();
    }

    private static String hash(String header) {
        return Base64.getEncoder().encodeToString(Digests.sha256(header.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
