package io.underpass.emulator.logs;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where lines go: to one stream, or to a file for each log.
 *
 * <p>Threads: confined to the thread of its writer.
 */
public interface LogOutput extends AutoCloseable {

    /** The name for the standard output, in place of a directory. */
    String STANDARD_OUTPUT = "-";

    /** Writes {@code lines} to {@code log}. */
    void write(LogName log, List<String> lines) throws IOException;

    /** Nothing more is at hand for now. */
    void flush();

    @Override
    void close();

    /** The directory {@code place}, or the standard output where it is {@link #STANDARD_OUTPUT}. */
    static LogOutput to(String place) {
        return place.equals(STANDARD_OUTPUT)
                ? new ToStream(new FileOutputStream(FileDescriptor.out))
                : new ToFiles(Path.of(place));
    }

    /** One stream for all; the name of a log goes before lines that do not tell by themselves what they are. */
    final class ToStream implements LogOutput {

        private static final Logger LOG = LoggerFactory.getLogger(ToStream.class);

        private final Writer out;

        ToStream(OutputStream out) {
            this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        }

        @Override
        public void write(LogName log, List<String> lines) throws IOException {
            for (String line : lines) {
                if (log.goesBeforeLines()) {
                    out.append(log.text()).append(' ');
                }
                out.append(line).append('\n');
            }
        }

        @Override
        public void flush() {
            try {
                out.flush();
            } catch (IOException e) {
                LOG.warn("the standard output cannot be written: {}", e.toString());
            }
        }

        /** The stream stays open: it is the program's. */
        @Override
        public void close() {
            flush();
        }
    }

    /** A file for each log, below a directory; a few stay open. */
    final class ToFiles implements LogOutput {

        private static final Logger LOG = LoggerFactory.getLogger(ToFiles.class);
        private static final int OPEN_FILES = 64;

        private final Path directory;
        private final Map<LogName, Writer> open = new LinkedHashMap<>(OPEN_FILES, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<LogName, Writer> eldest) {
                boolean tooMany = size() > OPEN_FILES;
                if (tooMany) {
                    end(eldest.getValue());
                }
                return tooMany;
            }
        };

        ToFiles(Path directory) {
            this.directory = directory;
        }

        @Override
        public void write(LogName log, List<String> lines) throws IOException {
            try {
                Writer writer = open.computeIfAbsent(log, this::open);
                for (String line : lines) {
                    writer.append(line).append('\n');
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }

        private Writer open(LogName log) {
            try {
                Path file = directory.resolve(log.file());
                Path parent = file.getParent();
                Files.createDirectories(parent == null ? directory : parent);
                return Files.newBufferedWriter(
                        file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void flush() {
            for (Writer writer : open.values()) {
                try {
                    writer.flush();
                } catch (IOException e) {
                    LOG.warn("a log below {} cannot be written: {}", directory, e.toString());
                }
            }
        }

        @Override
        public void close() {
            open.values().forEach(ToFiles::end);
            open.clear();
        }

        private static void end(Writer writer) {
            try {
                writer.close();
            } catch (IOException e) {
                LOG.warn("a log cannot be closed: {}", e.toString());
            }
        }
    }
}
