package io.underpass.gateway.data;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/**
 * A user pool that signs tokens.
 *
 * <p>Threads: safe.
 */
final class UserPoolTokens {

    static final String ISSUER = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pool";
    static final RSAKey KEY = key("key1");
    static final RSAKey FOREIGN_KEY = key("key1");
    static final Path JWKS = jwks();

    private UserPoolTokens() {}

    /** The claims of an identity token that expires an hour after {@code now}. */
    static JWTClaimsSet.Builder identity(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("5f1c")
                .audience("client1")
                .claim("token_use", "id")
                .claim("cognito:username", "jane")
                .claim("cognito:groups", List.of("admins", "users"))
                .claim("email_verified", true)
                .claim("auth_time", now.getEpochSecond())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(3600)));
    }

    /** The claims of an access token that expires an hour after {@code now}. */
    static JWTClaimsSet.Builder access(Instant now, String scope) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("5f1c")
                .claim("client_id", "client1")
                .claim("token_use", "access")
                .claim("scope", scope)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(3600)));
    }

    static String signed(JWTClaimsSet.Builder claims) {
        return signed(claims, KEY);
    }

    static String signed(JWTClaimsSet.Builder claims, RSAKey key) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims.build());
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** Signed with the public key as if it were a shared secret: what verifiers fall for that believe the header. */
    static String confused(JWTClaimsSet.Builder claims) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(KEY.getKeyID())
                            .build(),
                    claims.build());
            jwt.sign(new MACSigner(KEY.toPublicKey().getEncoded()));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static Path jwks() {
        try {
            Path file = Files.createTempFile("jwks", ".json");
            file.toFile().deleteOnExit();
            return Files.writeString(file, new JWKSet(KEY).toString(true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
