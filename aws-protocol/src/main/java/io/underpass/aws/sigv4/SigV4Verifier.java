package io.underpass.aws.sigv4;

import io.underpass.aws.sigv4.Signature.CredentialScope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Verifies requests against known access keys, in two steps: {@link #begin} needs the request's head alone, {@link
 * #finish} the body's hash.
 *
 * <p>Threads: safe; requests are confined to their caller.
 */
public final class SigV4Verifier {

    /** Stands for the hash of a body that is not signed. */
    public static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

    private static final Duration MAX_SKEW = Duration.ofMinutes(5);
    private static final String TERMINATOR = "aws4_request";
    private static final String MISMATCH =
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                    + " Access Key and signing method. Consult the service documentation for details.";

    private static final Pattern SECRETS =
            Pattern.compile("(?m)(^(?:x-amz-security-token|cookie|x-api-key):|(?:^|&)X-Amz-Security-Token=)[^&\n]*");

    private final AccessKeys keys;
    private final InstantSource clock;

    /** Knows {@code keys}. */
    public SigV4Verifier(AccessKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** What {@link #begin} leads to. */
    public sealed interface Beginning {

        /** Only the signature itself is still to be compared. */
        final class Begun implements Beginning {
            private final SignedRequest request;
            private final Signature signature;
            private final AccessKey key;

            private Begun(SignedRequest request, Signature signature, AccessKey key) {
                this.request = request;
                this.signature = signature;
                this.key = key;
            }

            /** The key that the request claims to be signed with. */
            public AccessKey key() {
                return key;
            }
        }

        /** The request is refused whatever its body. */
        record Failed(Refusal refusal) implements Beginning {}
    }

    /** Checks everything that does not depend on the body. */
    public Beginning begin(SignedRequest request, String region, String service) {
        try {
            Signature signature = SignatureReader.read(request);
            AccessKey key = key(signature);
            checkSignedHeaders(signature);
            checkScope(signature, region, service);
            checkTime(signature);
            return new Beginning.Begun(request, signature, key);
        } catch (Refused e) {
            return new Beginning.Failed(e.refusal());
        }
    }

    /**
     * Compares the signature; empty where it is right.
     *
     * @param bodyHash the body's SHA-256 in lower-case hexadecimal digits
     */
    public Optional<Refusal> finish(Beginning.Begun begun, String bodyHash) {
        // A signer that sends the hash has signed that text. Should the body have another one, the signature is of
        // another request. That an unsigned body passes here as it does with S3 is a guess.
        String sent = begun.request.field("x-amz-content-sha256");
        String payloadHash = sent.equals(UNSIGNED_PAYLOAD) ? sent : bodyHash;
        String canonical = CanonicalRequest.of(begun.request, begun.signature, payloadHash);
        String toSign = SignatureReader.ALGORITHM
                + '\n'
                + begun.signature.stamp()
                + '\n'
                + begun.signature.scope()
                + '\n'
                + Digests.sha256Hex(canonical);
        String expected = HexFormat.of().formatHex(Digests.hmac(signingKey(begun), toSign));
        return isSame(expected, begun.signature.value())
                ? Optional.empty()
                : Optional.of(new Refusal(
                        Refusal.Kind.INVALID,
                        MISMATCH,
                        "the canonical string should have been '" + shown(canonical) + "', the string to sign '"
                                + shown(toSign) + '\''));
    }

    /** On one line, without what nobody should read in a log. */
    private static String shown(String text) {
        return SECRETS.matcher(text).replaceAll("$1***").replace("\n", "\\n");
    }

    private static byte[] signingKey(Beginning.Begun begun) {
        CredentialScope scope = begun.signature.scope();
        byte[] date = Digests.hmac(("AWS4" + begun.key.secret()).getBytes(StandardCharsets.UTF_8), scope.date());
        return Digests.hmac(Digests.hmac(Digests.hmac(date, scope.region()), scope.service()), scope.terminator());
    }

    private AccessKey key(Signature signature) throws Refused {
        Optional<AccessKey> key = keys.key(signature.keyId());
        String invalid = "The security token included in the request is invalid.";
        if (key.isEmpty()) {
            throw new Refused(new Refusal(
                    Refusal.Kind.UNRECOGNIZED_CLIENT,
                    invalid,
                    "no access key " + signature.keyId() + " is configured"));
        }
        if (key.get().isTemporary() && signature.token().isEmpty()) {
            throw new Refused(new Refusal(
                    Refusal.Kind.UNRECOGNIZED_CLIENT,
                    invalid,
                    "the temporary key " + signature.keyId() + " came without its session token"));
        }
        Optional<String> token = key.get().sessionToken();
        if (token.isPresent() && !isSame(token.get(), signature.token())) {
            throw new Refused(new Refusal(
                    Refusal.Kind.UNRECOGNIZED_CLIENT,
                    invalid,
                    "the key " + signature.keyId() + " came with another session token than its own"));
        }
        return key.get();
    }

    /** Whether they are the same, found in a time that tells nothing of where they differ. */
    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static void checkSignedHeaders(Signature signature) throws Refused {
        if (!signature.signedHeaders().contains("host")) {
            throw invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }
    }

    /** AWS collects what is wrong with the scope; the wordings are remembered. */
    private static void checkScope(Signature signature, String region, String service) throws Refused {
        CredentialScope scope = signature.scope();
        StringBuilder wrong = new StringBuilder();
        if (!scope.region().equals(region)) {
            wrong.append("Credential should be scoped to a valid region, not '")
                    .append(scope.region())
                    .append("'. ");
        }
        if (!scope.service().equals(service)) {
            wrong.append("Credential should be scoped to correct service: '")
                    .append(service)
                    .append("'. ");
        }
        if (!scope.terminator().equals(TERMINATOR)) {
            wrong.append("Credential should be scoped with a valid terminator: 'aws4_request', not '")
                    .append(scope.terminator())
                    .append("'. ");
        }
        String day =
                signature.stamp().substring(0, Math.min(8, signature.stamp().length()));
        if (!scope.date().equals(day)) {
            wrong.append("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '")
                    .append(scope.date())
                    .append("' != '")
                    .append(day)
                    .append("', from '")
                    .append(signature.stamp())
                    .append("'. ");
        }
        if (!wrong.isEmpty()) {
            throw invalid(wrong.toString());
        }
    }

    private void checkTime(Signature signature) throws Refused {
        Instant now = clock.instant();
        Instant earliest = now.minus(MAX_SKEW);
        Instant latest = now.plus(MAX_SKEW);
        if (signature.time().isAfter(latest)) {
            throw invalid("Signature not yet current: " + signature.stamp() + " is still later than " + text(latest)
                    + " (" + text(now) + " + 5 min.)");
        }
        if (signature.expires().isPresent()) {
            Instant end = signature.time().plus(signature.expires().get());
            if (now.isAfter(end)) {
                throw invalid("Signature expired: " + text(end) + " is now earlier than " + text(now)); // a guess
            }
        } else if (signature.time().isBefore(earliest)) {
            throw invalid("Signature expired: " + signature.stamp() + " is now earlier than " + text(earliest) + " ("
                    + text(now) + " - 5 min.)");
        }
    }

    private static String text(Instant instant) {
        return SignatureReader.STAMP.format(instant);
    }

    private static Refused invalid(String message) {
        return new Refused(Refusal.of(Refusal.Kind.INVALID, message));
    }
}
