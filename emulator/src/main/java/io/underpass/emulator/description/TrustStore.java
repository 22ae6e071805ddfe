package io.underpass.emulator.description;

import java.util.List;

/**
 * The authorities that clients' certificates are verified by. Threads: immutable.
 *
 * @param bundle the file with their certificates, {@code BUCKET/KEY}
 * @param revocations lists of certificates that are not good any more, {@code BUCKET/KEY} each
 */
public record TrustStore(String name, String bundle, List<String> revocations) {

    /** Copies the list. */
    public TrustStore {
        revocations = List.copyOf(revocations);
    }
}
