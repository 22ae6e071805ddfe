package io.underpass.emulator.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.StageLogs.Kind;
import io.underpass.gateway.StageLogs.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogWriterTest {

    private static final Log ACCESS = new Log(Kind.ACCESS, "abc", "dev");
    private static final Log EXECUTION = new Log(Kind.EXECUTION, "abc", "dev");

    @TempDir
    private Path directory;

    @Test
    void eachLogOfAStageHasAFile() throws IOException {
        try (LogWriter writer = new LogWriter(LogOutput.to(directory.toString()))) {
            writer.write(ACCESS, List.of("one"));
            writer.write(EXECUTION, List.of("two", "three"));
            writer.write(ACCESS, List.of("four"));
        }
        assertThat(directory.resolve("API-Gateway-Access-Logs_abc/dev.log")).hasContent("one\nfour");
        assertThat(directory.resolve("API-Gateway-Execution-Logs_abc/dev.log")).hasContent("two\nthree");
    }

    @Test
    void noNameLeadsOutOfTheDirectory() throws IOException {
        Path inner = Files.createDirectory(directory.resolve("logs"));
        try (LogWriter writer = new LogWriter(LogOutput.to(inner.toString()))) {
            writer.write(new Log(Kind.ACCESS, "../../abc", "../dev"), List.of("one"));
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(inner);
        }
    }

    @Test
    void onOneStreamTheGroupTellsExecutionsApart() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LogWriter writer = new LogWriter(new LogOutput.ToStream(out))) {
            writer.write(ACCESS, List.of("one"));
            writer.write(EXECUTION, List.of("two"));
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("one\nAPI-Gateway-Execution-Logs_abc/dev two\n");
    }

    @Test
    void whatComesFasterThanItIsWrittenIsDroppedAndCounted() {
        CountDownLatch stuck = new CountDownLatch(1);
        List<String> written = new ArrayList<>();
        LogOutput slow = new LogOutput() {
            @Override
            public void write(Log log, List<String> lines) throws IOException {
                try {
                    stuck.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                written.addAll(lines);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        try (LogWriter writer = new LogWriter(slow, 4)) {
            for (int i = 0; i < 100; i++) {
                writer.write(ACCESS, List.of("line"));
            }
            assertThat(writer.dropped()).isBetween(95L, 96L);
            stuck.countDown();
        }
        assertThat(written).hasSizeBetween(4, 5);
    }
}
