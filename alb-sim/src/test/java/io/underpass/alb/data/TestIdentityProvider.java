package io.underpass.alb.data;

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
import io.underpass.wire.Behaviours;
import io.underpass.wire.TestOrigin;
import io.underpass.wire.TestOrigin.Behaviour;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * An OpenID provider on a port of 127.0.0.1: it signs with RS256, and knows one person, who says yes to everything. What
 * it does at a path can be replaced.
 */
final class TestIdentityProvider implements AutoCloseable {

    static final RSAKey KEY = key("key1");
    static final RSAKey OTHER_KEY = key("key2");
    static final String CODE = "SplxlOBeZQQYbYS6WxSbIA";

    final TestOrigin origin = TestOrigin.start(this::answer);
    private final Supplier<Instant> clock;
    private final Map<String, Behaviour> instead = new ConcurrentHashMap<>();
    private volatile JWKSet keys = new JWKSet(KEY.toPublicJWK());

    TestIdentityProvider(Supplier<Instant> clock) {
        this.clock = clock;
    }

    String url(String path) {
        return "http://127.0.0.1:" + origin.port() + path;
    }

    String issuer() {
        return url("");
    }

    void behave(String path, Behaviour behaviour) {
        instead.put(path, behaviour);
    }

    void publish(RSAKey... published) {
        keys = new JWKSet(List.of(published)).toPublicJWKSet();
    }

    long asked(String path) {
        return origin.requests().stream()
                .filter(request -> request.target().startsWith(path))
                .count();
    }

    TestOrigin.Request last(String path) {
        return origin.requests().stream()
                .filter(request -> request.target().startsWith(path))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private boolean answer(TestOrigin.Request request, TestOrigin.Connection connection)
            throws IOException, InterruptedException {
        String path = request.target().split("\\?", 2)[0];
        Behaviour usual =
                switch (path) {
                    case "/jwks" -> Behaviours.status(200, keys.toString());
                    case "/token" -> Behaviours.status(200, tokens(idToken(), Optional.of("refresh-1"), 3600));
                    case "/userinfo" -> Behaviours.status(200, "{\"sub\":\"jane\",\"email\":\"jane@example.com\"}");
                    default -> Behaviours.status(404, "");
                };
        return instead.getOrDefault(path, usual).answer(request, connection);
    }

    JWTClaimsSet.Builder idToken() {
        return claims().audience("client-1");
    }

    /** Of a token that is good for an hour. */
    JWTClaimsSet.Builder claims() {
        Instant now = clock.get();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject("jane")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(3600)));
    }

    static String tokens(JWTClaimsSet.Builder idToken, Optional<String> refreshToken, int expiresIn) {
        return "{\"access_token\":\"access-1\",\"token_type\":\"Bearer\",\"expires_in\":" + expiresIn
                + refreshToken.map(token -> ",\"refresh_token\":\"" + token + '"').orElse("") + ",\"id_token\":\""
                + signed(idToken, KEY) + "\"}";
    }

    static String signed(JWTClaimsSet.Builder claims, RSAKey key) {
        return signed(claims, key, JWSAlgorithm.RS256);
    }

    static String signed(JWTClaimsSet.Builder claims, RSAKey key, JWSAlgorithm algorithm) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims.build());
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** Signed with the public key as if it were a shared secret. */
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

    static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        origin.close();
    }
}
