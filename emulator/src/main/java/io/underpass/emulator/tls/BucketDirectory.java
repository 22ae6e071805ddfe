package io.underpass.emulator.tls;

import io.underpass.alb.S3Files;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory that stands for S3: {@code BUCKET/KEY} in it is the file with that key in that bucket.
 *
 * <p>Threads: safe; reads files.
 *
 * @param directory empty where none was named
 */
public record BucketDirectory(Optional<Path> directory) implements S3Files {

    private static final Logger LOG = LoggerFactory.getLogger(BucketDirectory.class);

    @Override
    public Optional<byte[]> read(String bucket, String key) {
        Optional<Path> file = file(bucket, key);
        if (file.isEmpty()) {
            LOG.warn("s3://{}/{} is looked for in a directory, which --truststores DIR has to name", bucket, key);
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(file.get()));
        } catch (IOException e) {
            LOG.warn("s3://{}/{} cannot be read: {}", bucket, key, e.toString());
            return Optional.empty();
        }
    }

    @Override
    public String location(String bucket, String key) {
        return file(bucket, key).map(found -> found.toUri().toString()).orElse("s3://" + bucket + '/' + key);
    }

    /** The file; empty where it would be outside of the directory. */
    private Optional<Path> file(String bucket, String key) {
        try {
            return directory
                    .map(path -> path.toAbsolutePath().normalize())
                    .flatMap(root -> Optional.of(
                                    root.resolve(bucket).resolve(key).normalize())
                            .filter(found -> found.startsWith(root) && !found.equals(root)));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
