package io.underpass.alb;

import java.util.Optional;

/**
 * Port: files in S3, which hold the certificates and revocation lists of trust stores.
 *
 * <p>Threads: for the control thread; reads files.
 */
public interface S3Files {

    /** No files. */
    S3Files NONE = new S3Files() {
        @Override
        public Optional<byte[]> read(String bucket, String key) {
            return Optional.empty();
        }

        @Override
        public String location(String bucket, String key) {
            return "s3://" + bucket + '/' + key;
        }
    };

    /** What the file holds; empty where it does not exist or cannot be read. */
    Optional<byte[]> read(String bucket, String key);

    /** Where people find the file: a URI. */
    String location(String bucket, String key);
}
