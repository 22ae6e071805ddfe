package io.underpass.alb.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.underpass.alb.compile.CompiledAuthentication.ValidateJwt;
import io.underpass.alb.model.Action.JwtValidation.Claim;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a token is good (spec 2.4): RS256 by one of the keys, {@code iss} and {@code exp}, {@code nbf} and {@code iat}
 * where it has them, and what else was asked for. Clocks must agree: no leeway is known of. Of several values of a claim
 * one is enough: a guess.
 *
 * <p>Threads: stateless; verifying burns, so not on an event loop.
 */
public final class TokenCheck {

    private TokenCheck() {}

    /** What {@link #check} finds. */
    public sealed interface Verdict {

        /** It is. */
        record Good() implements Verdict {}

        /** It is not. */
        record Bad(Denial denial) implements Verdict {}

        /** It names a key that is not among them. */
        record UnknownKey(Denial denial) implements Verdict {}
    }

    /** Checks {@code token}, three parts and two dots, at the time {@code now}. */
    public static Verdict check(String token, JWKSet keys, ValidateJwt asked, Instant now) {
        SignedJWT jwt;
        try {
            jwt = SignedJWT.parse(token);
        } catch (ParseException e) {
            return bad(ErrorReason.JWT_REQUEST_FORMAT_INVALID, "the token is no signed JWT");
        }
        if (!JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())) {
            return bad(
                    ErrorReason.JWT_SIGNATURE_VALIDATION_ERROR,
                    "the token is signed with " + jwt.getHeader().getAlgorithm() + ", not with RS256");
        }
        String keyId = jwt.getHeader().getKeyID();
        List<RSAKey> candidates = candidates(keys, keyId);
        if (candidates.isEmpty()) {
            return new Verdict.UnknownKey(
                    ErrorReason.JWT_SIGNATURE_VALIDATION_ERROR.because("there is no key '" + keyId + "' for RS256 at "
                            + asked.jwks() + "; there are "
                            + keys.getKeys().stream().map(JWK::getKeyID).toList()));
        }
        if (candidates.stream().noneMatch(key -> isSigned(jwt, key))) {
            return bad(ErrorReason.JWT_SIGNATURE_VALIDATION_ERROR, "no key at " + asked.jwks() + " signed the token");
        }
        Map<String, Object> claims = jwt.getPayload().toJSONObject();
        if (claims == null) {
            return bad(ErrorReason.JWT_REQUEST_FORMAT_INVALID, "the token's claims are no JSON object");
        }
        return standard(claims, asked.issuer(), now)
                .or(() -> additional(claims, asked.claims()))
                .<Verdict>map(Verdict.Bad::new)
                .orElseGet(Verdict.Good::new);
    }

    /** The key that is named; all where none is. */
    private static List<RSAKey> candidates(JWKSet keys, @Nullable String keyId) {
        return keys.getKeys().stream()
                .filter(RSAKey.class::isInstance)
                .map(RSAKey.class::cast)
                .filter(key -> keyId == null || keyId.equals(key.getKeyID()))
                .filter(key -> key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()))
                .filter(key -> key.getAlgorithm() == null || JWSAlgorithm.RS256.equals(key.getAlgorithm()))
                .toList();
    }

    private static boolean isSigned(SignedJWT jwt, RSAKey key) {
        try {
            return jwt.verify(new RSASSAVerifier(key));
        } catch (JOSEException e) {
            return false;
        }
    }

    private static Optional<Denial> standard(Map<String, Object> claims, String issuer, Instant now) {
        Object iss = claims.get("iss");
        if (iss == null) {
            return missing("iss");
        }
        if (!issuer.equals(iss)) {
            return wrong("the token's issuer is '" + iss + "', not '" + issuer + "'");
        }
        if (claims.get("exp") == null) {
            return missing("exp");
        }
        for (String name : List.of("exp", "nbf", "iat")) {
            Object value = claims.get(name);
            if (value != null && !(value instanceof Number)) {
                return format(name, "a number of seconds");
            }
        }
        if (seconds(claims, "exp", now) <= now.getEpochSecond()) {
            return wrong("the token expired at " + Instant.ofEpochSecond(seconds(claims, "exp", now)));
        }
        if (seconds(claims, "nbf", now) > now.getEpochSecond()) {
            return wrong("the token is not good before " + Instant.ofEpochSecond(seconds(claims, "nbf", now)));
        }
        if (seconds(claims, "iat", now) > now.getEpochSecond()) {
            return wrong("the token is of the future: " + Instant.ofEpochSecond(seconds(claims, "iat", now)));
        }
        return Optional.empty();
    }

    /** Kept within what can be shown as a time. */
    private static long seconds(Map<String, Object> claims, String name, Instant otherwise) {
        return claims.get(name) instanceof Number number
                ? Math.max(-1L << 40, Math.min(number.longValue(), 1L << 40))
                : otherwise.getEpochSecond();
    }

    private static Optional<Denial> additional(Map<String, Object> claims, List<Claim> asked) {
        return asked.stream().flatMap(each -> check(claims, each).stream()).findFirst();
    }

    private static Optional<Denial> check(Map<String, Object> claims, Claim asked) {
        Object value = claims.get(asked.name());
        if (value == null) {
            return missing(asked.name());
        }
        List<?> values;
        if (asked.format().equals("string-array")) {
            if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
                return format(asked.name(), "an array of strings");
            }
            values = list;
        } else if (!(value instanceof String text)) {
            return format(asked.name(), "a string");
        } else {
            values = asked.format().equals("single-string") ? List.of(text) : Arrays.asList(text.split(" "));
        }
        return values.stream().anyMatch(asked.values()::contains)
                ? Optional.empty()
                : wrong("the claim '" + asked.name() + "' is " + value + ", not one of " + asked.values());
    }

    private static Optional<Denial> missing(String claim) {
        return Optional.of(ErrorReason.JWT_CLAIM_NOT_PRESENT.because("the token has no claim '" + claim + "'"));
    }

    private static Optional<Denial> format(String claim, String expected) {
        return Optional.of(
                ErrorReason.JWT_CLAIM_FORMAT_INVALID.because("the token's claim '" + claim + "' is not " + expected));
    }

    private static Optional<Denial> wrong(String detail) {
        return Optional.of(ErrorReason.JWT_CLAIM_VALUE_INVALID.because(detail));
    }

    private static Verdict bad(ErrorReason reason, String detail) {
        return new Verdict.Bad(reason.because(detail));
    }
}
