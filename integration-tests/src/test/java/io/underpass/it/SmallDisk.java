package io.underpass.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A file system of its own, with little room. Needs root, as {@code mount} does.
 *
 * <p>Threads: confined to one test.
 */
final class SmallDisk implements AutoCloseable {

    private static final int LIMIT_SECONDS = 60;
    private static final int BLOCK_BYTES = 4096;

    private final Path place;
    private final Path ballast;

    private SmallDisk(Path place) {
        this.place = place;
        this.ballast = place.resolve("ballast");
    }

    /** Mounts one of {@code sizeKilobytes} at the directory {@code place}; skips the test, saying why, where it cannot. */
    static SmallDisk mount(Path place, int sizeKilobytes) throws IOException, InterruptedException {
        String refusal = run(List.of(
                "mount", "-t", "tmpfs", "-o", "size=" + sizeKilobytes + "k", "underpass-test", place.toString()));
        assumeTrue(refusal.isEmpty(), "A small file system cannot be mounted here, so it is not filled: " + refusal);
        return new SmallDisk(place);
    }

    Path place() {
        return place;
    }

    /** Takes all the room that is left. */
    void fill() throws IOException {
        try (FileChannel file = FileChannel.open(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
            while (Files.getFileStore(place).getUsableSpace() > 0) {
                file.write(block.clear());
            }
        } catch (IOException full) {
            if (Files.getFileStore(place).getUsableSpace() > 0) {
                throw full;
            }
        }
    }

    /** Gives the room back. */
    void free() throws IOException {
        Files.deleteIfExists(ballast);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        String refusal = run(List.of("umount", place.toString()));
        if (!refusal.isEmpty()) {
            throw new IOException(refusal);
        }
    }

    /** Runs {@code command}; empty where it went well, else what it said. */
    private static String run(List<String> command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return command + " does not end";
            }
            return process.exitValue() == 0 ? "" : command.get(0) + " ended with " + process.exitValue() + ": " + said;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
