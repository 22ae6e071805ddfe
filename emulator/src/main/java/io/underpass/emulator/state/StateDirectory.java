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
    private static final String LOCK = "lock";

    /** The lock file has two lines of this length: the process that holds it, and the newest version of the store. */
    private static final int LINE_BYTES = 20;

    private final Path directory;
    private final FileChannel lock;

    private StateDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** Takes {@code directory}, which is made where there is none. */
    static StateDirectory take(Path directory) throws StateFailure {
        Path file = directory.resolve(LOCK);
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
        write(channel, ProcessHandle.current().pid(), 0);
    }

    /** Notes that the store holds {@code version}; not forced to disk, since the store's own file is. */
    void note(long version) {
        write(lock, version, LINE_BYTES);
    }

    /** The version that the store must hold at least. */
    long noted() {
        String text = read(lock, LINE_BYTES);
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    /** The file that is locked. */
    Path lockFile() {
        return directory.resolve(LOCK);
    }

    private static String holder(FileChannel channel) {
        String pid = read(channel, 0);
        return pid.isEmpty() ? "" : " (process " + pid + ")";
    }

    private static void write(FileChannel channel, long number, long position) {
        String line = String.format("%-" + (LINE_BYTES - 1) + "d\n", number);
        try {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)), position);
        } catch (IOException e) {
            // Only a message gets shorter, or a check weaker.
        }
    }

    private static String read(FileChannel channel, long position) {
        ByteBuffer line = ByteBuffer.allocate(LINE_BYTES);
        try {
            channel.read(line, position);
        } catch (IOException e) {
            return "";
        }
        return new String(line.array(), 0, line.position(), StandardCharsets.US_ASCII).strip();
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
