package io.underpass.alb.identity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells targets who somebody is, in a form that they can verify: ES256, in base64 with padding (spec 2.4). The token is
 * good for two minutes, as seen on AWS.
 *
 * <p>Threads: safe; signing burns, so not on an event loop.
 */
public final class ClaimsSigner {

    private static final Duration VALIDITY = Duration.ofMinutes(2);
    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder();

    private final String keyId = UUID.randomUUID().toString();
    private volatile @Nullable KeyPair keys;

    /** A signer with a key of its own, made when first needed. */
    public ClaimsSigner() {}

    /** What targets get as {@code x-amzn-oidc-data}. */
    public String sign(Session session, Instant now) {
        long expires = now.plus(VALIDITY).getEpochSecond();
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        header.put("typ", "JWT")
                .put("kid", keyId)
                .put("alg", "ES256")
                .put("iss", session.issuer())
                .put("client", session.clientId())
                .put("signer", session.loadBalancerArn())
                .put("exp", expires);
        ObjectNode claims = session.claimsObject();
        claims.put("exp", expires).put("iss", session.issuer());
        String content = encoded(header) + '.' + encoded(claims);
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(keys().getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + '.' + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("ES256 does not work", e);
        }
    }

    /** The public key with this id as PEM, where there is one. */
    public Optional<String> publicKey(String id) {
        return Optional.ofNullable(publicKeys().get(id));
    }

    /** The public keys that there are by now as PEM, by their ids. */
    public Map<String, String> publicKeys() {
        KeyPair made = keys;
        return made == null ? Map.of() : Map.of(keyId, pem(made));
    }

    private static String pem(KeyPair made) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return "-----BEGIN PUBLIC KEY-----\n"
                + lines.encodeToString(made.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private KeyPair keys() throws GeneralSecurityException {
        KeyPair made = keys;
        return made != null ? made : make();
    }

    private synchronized KeyPair make() throws GeneralSecurityException {
        KeyPair made = keys;
        if (made == null) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            made = generator.generateKeyPair();
            keys = made;
        }
        return made;
    }

    private static String encoded(ObjectNode json) {
        return BASE64.encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
