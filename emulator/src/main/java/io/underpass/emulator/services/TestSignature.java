package io.underpass.emulator.services;

import io.underpass.aws.Scope;
import io.underpass.wire.FieldList;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs calls of emulated services with Signature Version 4 and the keys that local AWS tools use. Emulators check no
 * secret, but read region, service and account from the signature: an access key of twelve digits is an account to them.
 *
 * <p>Threads: stateless.
 */
final class TestSignature {

    /** Stands for the hash of a body that is not signed. */
    static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String KEY = "test";
    private static final String DEFAULT_ACCOUNT = "000000000000";
    private static final String SIGNED = "host;x-amz-date";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final HexFormat HEX = HexFormat.of();

    private TestSignature() {}

    /**
     * Adds {@code Authorization} and what it refers to to {@code headers}, which have a {@code Host}.
     *
     * @param path encoded as it is sent
     * @param query in the order of its names, encoded
     * @param bodyHash the body's {@link #hash}, or {@link #UNSIGNED}
     */
    static void sign(
            FieldList headers,
            String method,
            String path,
            String query,
            String bodyHash,
            Scope scope,
            String service,
            Instant now) {
        String date = DATE.format(now);
        String credentials = date.substring(0, 8) + '/' + scope.region() + '/' + service + "/aws4_request";
        String canonical = String.join(
                "\n",
                method,
                path.isEmpty() ? "/" : path,
                query,
                "host:" + headers.get("Host", ""),
                "x-amz-date:" + date,
                "",
                SIGNED,
                bodyHash);
        String toSign =
                String.join("\n", ALGORITHM, date, credentials, hash(canonical.getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + KEY).getBytes(StandardCharsets.UTF_8);
        for (String part : credentials.split("/")) {
            key = mac(key, part);
        }
        headers.append("X-Amz-Date", date);
        if (bodyHash.equals(UNSIGNED)) {
            headers.append("X-Amz-Content-Sha256", UNSIGNED);
        }
        headers.append(
                "Authorization",
                ALGORITHM + " Credential=" + accessKey(scope) + '/' + credentials + ", SignedHeaders=" + SIGNED
                        + ", Signature=" + HEX.formatHex(mac(key, toSign)));
    }

    private static String accessKey(Scope scope) {
        return scope.account().equals(DEFAULT_ACCOUNT) ? KEY : scope.account();
    }

    /** SHA-256 in hexadecimal digits. */
    static String hash(byte[] octets) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
