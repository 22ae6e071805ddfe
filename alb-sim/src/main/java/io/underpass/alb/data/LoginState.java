package io.underpass.alb.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * What the load balancer must know again when somebody comes back from the provider: the parameter {@code state}, sealed.
 *
 * <p>Threads: immutable.
 *
 * @param ruleArn asked for the login
 * @param nonce is in a cookie of the same browser, too
 * @param redirectUri where the provider sends the browser
 * @param url where it goes in the end
 */
record LoginState(String ruleArn, String nonce, Instant beganAt, String redirectUri, String url) {

    private static final ObjectMapper JSON = new ObjectMapper();

    String sealed(Seal seal) {
        String json = JsonNodeFactory.instance
                .objectNode()
                .put("r", ruleArn)
                .put("n", nonce)
                .put("t", beganAt.getEpochSecond())
                .put("c", redirectUri)
                .put("u", url)
                .toString();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(seal.seal(json.getBytes(StandardCharsets.UTF_8)));
    }

    static Optional<LoginState> open(Seal seal, String sealed) {
        try {
            Optional<byte[]> bytes = seal.open(Base64.getUrlDecoder().decode(sealed));
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            JsonNode json = JSON.readTree(bytes.get());
            return Optional.of(new LoginState(
                    json.path("r").asText(),
                    json.path("n").asText(),
                    Instant.ofEpochSecond(json.path("t").asLong()),
                    json.path("c").asText(),
                    json.path("u").asText()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
