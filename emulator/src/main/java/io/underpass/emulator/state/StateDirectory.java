package io.underpass.emulator.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The directory that state is kept in, for one process at a time. The lock is the operating system's, so a process that
 * was killed leaves none behind.
 *
 * <p>Threads: confined to one thread.
 */
final class StateDirectory implements AutoCloseable {

    private static final String REMEDY =
            "; give a directory that can be written with --state DIR, or leave --state out";
    private static final int MAX_PID_BYTES = 32;

    private final Path directory;
    private final FileChannel lock;

    private StateDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** Takes {@code directory}, which is made where there is none. */
    static StateDirectory take(Path directory) throws StateFailure {
        Path file = directory.resolve("lock");
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!tryLock(channel)) {
                String holder = holder(channel);
                channel.close();
                throw new StateFailure("cannot keep state in " + directory + ": another running Underpass" + holder
                        + " uses it; stop that one, or give another directory with --state DIR");
            }
            sign(channel);
            return new StateDirectory(directory, channel);
        } catch (StateFailure e) {
            throw e;
        } catch (IOException e) {
            throw new StateFailure("cannot keep state in " + directory + ": " + reason(e) + REMEDY, e);
        }
    }

    /** The file {@code name} in it. */
    Path file(String name) {
        return directory.resolve(name);
    }

    /** Makes sure that what was created or renamed here stays so when the machine stops. */
    void force() throws IOException {
        try (FileChannel self = FileChannel.open(directory, StandardOpenOption.READ)) {
            self.force(true);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            // The lock ends with the process at the latest.
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock taken = channel.tryLock();
            return taken != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** For whoever comes next: who holds it. A full disk is reported when something is to be kept. */
    private static void sign(FileChannel channel) {
        try {
            String pid = Long.toString(ProcessHandle.current().pid());
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
        } catch (IOException e) {
            // Only the message of another process gets shorter.
        }
    }

    private static String holder(FileChannel channel) {
        ByteBuffer pid = ByteBuffer.allocate(MAX_PID_BYTES);
        try {
            channel.read(pid, 0);
        } catch (IOException e) {
            return "";
        }
        String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
        return text.isEmpty() ? "" : " (process " + text + ")";
    }

    private static String reason(IOException failure) {
        if (failure instanceof FileAlreadyExistsException) {
            return "it is a file";
        }
        if (failure instanceof AccessDeniedException denied) {
            return "access to " + denied.getFile() + " is denied";
        }
        if (failure instanceof FileSystemException system && system.getReason() != null) {
            return system.getFile() + ": " + system.getReason();
        }
        return StateFailure.reason(failure);
    }
}
