package io.underpass.alb.identity;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A request to an identity provider.
 *
 * <p>Threads: immutable.
 *
 * @param form what is posted; a GET where there is nothing
 * @param maxBytes the largest body that is taken
 */
record ProviderRequest(URI at, Optional<String> authorization, Optional<String> form, int maxBytes) {

    static ProviderRequest get(URI at, int maxBytes) {
        return new ProviderRequest(at, Optional.empty(), Optional.empty(), maxBytes);
    }

    static ProviderRequest getAs(String accessToken, URI at, int maxBytes) {
        return new ProviderRequest(at, Optional.of("Bearer " + accessToken), Optional.empty(), maxBytes);
    }

    static ProviderRequest post(URI at, Form form, int maxBytes) {
        return new ProviderRequest(at, Optional.empty(), Optional.of(form.toString()), maxBytes);
    }

    /** This request by a client that shows its secret (RFC 6749 2.3.1). */
    ProviderRequest by(String clientId, String secret) {
        String pair = Form.encode(clientId) + ':' + Form.encode(secret);
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return new ProviderRequest(at, Optional.of(basic), form, maxBytes);
    }
}
