package io.underpass.gateway.data;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.underpass.gateway.compile.Authorization;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies the tokens of Cognito user pools. A token is good where a key of its pool has signed it, its issuer names that
 * pool, it has not expired, and it is of the kind that the method asks for. Whatever stands before the pool's id in the
 * issuer does not count, so that the tokens of other emulators of Cognito are taken too.
 *
 * <p>Threads: safe. Verifying burns and may wait for a file or a network: never on an event loop.
 */
public final class UserPools {

    /** Cognito signs with this and nothing else; a token that names another algorithm is not even looked at. */
    private static final String ALGORITHM = "RS256";

    private final Map<String, PoolKeys> pools = new HashMap<>();
    private final InstantSource clock;

    /**
     * Knows the pools of {@code locations}.
     *
     * @param locations where a pool's JWKS document is, by the pool's id: http, https or file
     */
    public UserPools(Map<String, URI> locations, InstantSource clock) {
        this.clock = clock;
        locations.forEach((id, location) -> pools.put(id, new PoolKeys(location, clock)));
    }

    /** Keys are read again when they are needed. */
    void forget() {
        pools.values().forEach(PoolKeys::forget);
    }

    /** What {@link #verify} finds. */
    sealed interface Verification {

        record Verified(String poolId, Map<String, String> claims) implements Verification {}

        record Expired() implements Verification {}

        record Refused(String reason) implements Verification {}

        /** Nobody can say whether the token is good. */
        record NoKeys(String reason) implements Verification {}
    }

    Verification verify(String token, Authorization.UserPools asked) {
        SignedJWT jwt;
        JWTClaimsSet claims;
        try {
            jwt = SignedJWT.parse(token);
            claims = jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            return new Verification.Refused("the token is no signed JWT");
        }
        if (claims == null || !ALGORITHM.equals(jwt.getHeader().getAlgorithm().getName())) {
            return new Verification.Refused("the token is not signed with " + ALGORITHM);
        }
        String issuer = Optional.ofNullable(claims.getIssuer()).orElse("");
        Optional<String> poolId =
                asked.poolIds().stream().filter(id -> issuer.endsWith('/' + id)).findFirst();
        if (poolId.isEmpty()) {
            return new Verification.Refused("the token's issuer '" + issuer + "' is none of " + asked.poolIds());
        }
        PoolKeys keys = pools.get(poolId.get());
        if (keys == null) {
            return new Verification.NoKeys("the keys of the user pool " + poolId.get()
                    + " are not configured; name its JWKS with --cognito-jwks " + poolId.get() + "=URL or FILE");
        }
        String keyId = Optional.ofNullable(jwt.getHeader().getKeyID()).orElse("");
        PoolKeys.Found found = keys.find(keyId);
        if (found instanceof PoolKeys.Found.Unreadable unreadable) {
            return new Verification.NoKeys(unreadable.reason());
        }
        if (!(found instanceof PoolKeys.Found.Key key) || !isSigned(jwt, key.key())) {
            return new Verification.Refused("no key of the user pool " + poolId.get() + " has signed the token");
        }
        return checked(claims, poolId.get(), asked);
    }

    private static boolean isSigned(SignedJWT jwt, JWK key) {
        try {
            return key instanceof RSAKey rsa && jwt.verify(new RSASSAVerifier(rsa));
        } catch (JOSEException e) {
            return false;
        }
    }

    private Verification checked(JWTClaimsSet claims, String poolId, Authorization.UserPools asked) {
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        if (expires == null || !now.isBefore(expires.toInstant())) {
            return new Verification.Expired();
        }
        Date notBefore = claims.getNotBeforeTime();
        if (notBefore != null && now.isBefore(notBefore.toInstant())) {
            return new Verification.Refused("the token is not valid yet");
        }
        Map<String, String> texts = Claims.texts(claims);
        String use = texts.getOrDefault("token_use", "");
        if (asked.scopes().isEmpty()) {
            // Without scopes AWS takes the token for an identity token.
            if (!use.equals("id")) {
                return new Verification.Refused("the method asks for an identity token, token_use is '" + use + "'");
            }
        } else if (!use.equals("access")
                || Arrays.stream(texts.getOrDefault("scope", "").split(" ")).noneMatch(asked.scopes()::contains)) {
            return new Verification.Refused("the method asks for an access token with one of the scopes "
                    + asked.scopes() + ", the token has '" + texts.getOrDefault("scope", "") + "'");
        }
        String audience = texts.getOrDefault("aud", texts.getOrDefault("client_id", ""));
        if (asked.validation().isPresent() && !asked.validation().get().matches(audience)) {
            return new Verification.Refused(
                    "the token's audience '" + audience + "' does not match the identityValidationExpression");
        }
        return new Verification.Verified(poolId, texts);
    }
}
