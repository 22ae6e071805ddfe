package io.underpass.emulator.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.atomic.LongAdder;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * The file system of this machine, which counts what is written, and is as if its disk were full on demand: it takes
 * half of what is written, and then no more. Threads: for one test at a time.
 */
public final class FullDisk extends FilePathWrapper {

    static final String SCHEME = "fulldisk:";

    private static volatile boolean full;
    private static volatile boolean syncFails;
    private static final LongAdder WRITTEN_BYTES = new LongAdder();

    /** For H2, which makes one a file. */
    public FullDisk() {}

    static FullDisk install() {
        FullDisk disk = new FullDisk();
        FilePath.register(disk);
        disk.full(false);
        disk.syncFails(false);
        return disk;
    }

    void full(boolean now) {
        full = now;
    }

    void syncFails(boolean now) {
        syncFails = now;
    }

    /** How many bytes were written, ever. */
    long writtenBytes() {
        return WRITTEN_BYTES.sum();
    }

    @Override
    public String getScheme() {
        return "fulldisk";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new FullFile(getBase().open(mode));
    }

    private static final class FullFile extends FileBase {

        private final FileChannel file;

        FullFile(FileChannel file) {
            this.file = file;
        }

        private void check(ByteBuffer written, long position) throws IOException {
            WRITTEN_BYTES.add(written.remaining());
            if (full) {
                ByteBuffer half = written.duplicate();
                half.limit(half.position() + half.remaining() / 2);
                file.write(half, position);
                throw new IOException("No space left on device");
            }
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            check(source, file.position());
            return file.write(source);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            check(source, position);
            return file.write(source, position);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            if (syncFails) {
                throw new IOException("Input/output error");
            }
            file.force(metaData);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return file.read(target);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
