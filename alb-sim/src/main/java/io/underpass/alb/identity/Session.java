package io.underpass.alb.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.alb.compile.CompiledAuthentication.SignIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who has signed in.
 *
 * <p>Threads: immutable.
 *
 * @param loadBalancerArn where
 * @param endsAt when to sign in again, whatever the provider says
 * @param refreshAt when the access token expires, where the provider said so
 * @param claims what the provider says of the person: the JSON of its user info endpoint
 */
public record Session(
        String loadBalancerArn,
        String issuer,
        String clientId,
        Instant endsAt,
        Optional<Instant> refreshAt,
        String accessToken,
        Optional<String> refreshToken,
        String subject,
        String claims) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether it was made there, in this way. */
    public boolean isOf(String loadBalancer, SignIn how) {
        return loadBalancerArn.equals(loadBalancer) && issuer.equals(how.issuer()) && clientId.equals(how.clientId());
    }

    /** Whether the access token must be replaced, and can be. */
    public boolean mustRefresh(Instant now) {
        return refreshToken.isPresent() && refreshAt.isPresent() && !now.isBefore(refreshAt.get());
    }

    /** As bytes, for {@link #read}. */
    public byte[] toBytes() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("b", loadBalancerArn)
                .put("i", issuer)
                .put("c", clientId)
                .put("e", endsAt.getEpochSecond())
                .put("a", accessToken)
                .put("s", subject)
                .put("u", claims);
        refreshAt.ifPresent(at -> json.put("x", at.getEpochSecond()));
        refreshToken.ifPresent(token -> json.put("r", token));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What {@link #toBytes} wrote; nothing where that is not it. */
    public static Optional<Session> read(byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            return Optional.of(new Session(
                    json.path("b").asText(),
                    json.path("i").asText(),
                    json.path("c").asText(),
                    Instant.ofEpochSecond(json.path("e").asLong()),
                    json.has("x")
                            ? Optional.of(Instant.ofEpochSecond(json.path("x").asLong()))
                            : Optional.empty(),
                    json.path("a").asText(),
                    Optional.ofNullable(json.path("r").textValue()),
                    json.path("s").asText(),
                    json.path("u").asText()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The claims, which were an object when the session began. */
    ObjectNode claimsObject() {
        try {
            return JSON.readTree(claims) instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the session's claims were JSON when it began", e);
        }
    }

    /** Without tokens and claims. */
    @Override
    public String toString() {
        return "Session[" + issuer + ", " + clientId + ", until " + endsAt + "]";
    }
}
