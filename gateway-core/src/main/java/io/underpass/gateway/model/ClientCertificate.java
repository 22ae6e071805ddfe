package io.underpass.gateway.model;

import io.underpass.aws.Scope;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the gateway shows to backends that ask who calls.
 *
 * <p>Threads: immutable.
 *
 * @param scope the account and region it lives in
 * @param pemEncodedCertificate signed by itself
 * @param privateKey as PEM; never told to clients
 */
public record ClientCertificate(
        Scope scope,
        String id,
        Optional<String> description,
        String pemEncodedCertificate,
        String privateKey,
        Instant createdDate,
        Instant expirationDate,
        Map<String, String> tags) {

    /** This certificate with other tags. */
    public ClientCertificate withTags(Map<String, String> next) {
        return new ClientCertificate(
                scope, id, description, pemEncodedCertificate, privateKey, createdDate, expirationDate, next);
    }
}
