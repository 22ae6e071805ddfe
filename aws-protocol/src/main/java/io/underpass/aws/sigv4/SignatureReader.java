package io.underpass.aws.sigv4;

import io.underpass.aws.sigv4.AuthorizationHeader.Reading;
import io.underpass.aws.sigv4.Signature.CredentialScope;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a request's signature, in its header or its query. Wordings without a source in the spec are AWS's as remembered.
 *
 * <p>Threads: stateless.
 */
final class SignatureReader {

    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int CREDENTIAL_PARTS = 5;
    private static final long MAX_EXPIRES_SECONDS = 604_800;
    private static final List<String> QUERY =
            List.of("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date");

    private SignatureReader() {}

    static Signature read(SignedRequest request) throws Refused {
        String header = request.field("authorization").strip();
        if (!header.isEmpty()) {
            return fromHeader(header, request);
        }
        Map<String, String> query = QueryPairs.firstValues(request.query());
        if (!query.containsKey("X-Amz-Signature") && !query.containsKey("X-Amz-Credential")) {
            throw new Refused(Refusal.of(Refusal.Kind.MISSING, "Missing Authentication Token"));
        }
        return fromQuery(query);
    }

    private static Signature fromHeader(String header, SignedRequest request) throws Refused {
        String date = request.field("x-amz-date");
        String stamp = date.isEmpty() ? ofHttpDate(request.field("date")) : date;
        Reading reading = AuthorizationHeader.read(header, !stamp.isEmpty());
        if (reading instanceof Reading.Incomplete incomplete) {
            throw incomplete(incomplete.message());
        }
        Reading.Complete complete = (Reading.Complete) reading;
        checkAlgorithm(complete.algorithm());
        return signature(
                complete.parameters().getOrDefault("Credential", ""),
                complete.parameters().getOrDefault("SignedHeaders", ""),
                complete.parameters().getOrDefault("Signature", ""),
                stamp,
                Optional.empty(),
                request.field("x-amz-security-token"));
    }

    private static Signature fromQuery(Map<String, String> query) throws Refused {
        StringBuilder missing = new StringBuilder();
        for (String name : QUERY) {
            if (query.getOrDefault(name, "").isEmpty()) {
                missing.append("AWS query-string parameters must include '")
                        .append(name)
                        .append("'. ");
            }
        }
        if (!missing.isEmpty()) {
            throw incomplete(missing + "Re-examine the query-string parameters.");
        }
        checkAlgorithm(query.getOrDefault("X-Amz-Algorithm", ""));
        return signature(
                query.getOrDefault("X-Amz-Credential", ""),
                query.getOrDefault("X-Amz-SignedHeaders", ""),
                query.getOrDefault("X-Amz-Signature", ""),
                query.getOrDefault("X-Amz-Date", ""),
                Optional.of(expires(query.get("X-Amz-Expires"))),
                query.getOrDefault("X-Amz-Security-Token", ""));
    }

    private static Signature signature(
            String credential,
            String signedHeaders,
            String value,
            String stamp,
            Optional<Duration> expires,
            String token)
            throws Refused {
        String[] parts = credential.split("/", -1);
        if (parts.length < CREDENTIAL_PARTS || parts[0].isEmpty()) {
            throw incomplete("Credential must have exactly 5 slash-delimited elements, e.g."
                    + " keyid/date/region/service/term, got '" + credential + "'");
        }
        // An access key id may hold slashes itself.
        int last = parts.length - 1;
        return new Signature(
                String.join("/", List.of(parts).subList(0, last - 3)),
                new CredentialScope(parts[last - 3], parts[last - 2], parts[last - 1], parts[last]),
                List.of(signedHeaders.toLowerCase(Locale.ROOT).split(";")),
                value,
                time(stamp),
                stamp,
                expires,
                token);
    }

    private static void checkAlgorithm(String algorithm) throws Refused {
        if (!algorithm.equals(ALGORITHM)) {
            throw incomplete("Unsupported AWS 'algorithm': '" + algorithm + "'."); // wording: a guess
        }
    }

    private static Instant time(String stamp) throws Refused {
        try {
            return STAMP.parse(stamp, Instant::from);
        } catch (DateTimeParseException e) {
            throw incomplete("Date must be in ISO-8601 'basic format'. Got '" + stamp
                    + "'. See http://en.wikipedia.org/wiki/ISO_8601");
        }
    }

    /** A {@code Date} field as a time stamp; as it is where it is none. */
    private static String ofHttpDate(String date) {
        try {
            return STAMP.format(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
        } catch (DateTimeParseException e) {
            return date;
        }
    }

    private static Duration expires(@Nullable String text) throws Refused {
        try {
            long seconds = text == null ? MAX_EXPIRES_SECONDS : Long.parseLong(text);
            if (seconds >= 0 && seconds <= MAX_EXPIRES_SECONDS) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            // Is refused below.
        }
        throw incomplete("X-Amz-Expires must be a number of seconds from 0 to " + MAX_EXPIRES_SECONDS); // a guess
    }

    private static Refused incomplete(String message) {
        return new Refused(Refusal.of(Refusal.Kind.INCOMPLETE, message));
    }
}
