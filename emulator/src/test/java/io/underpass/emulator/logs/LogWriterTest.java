package io.underpass.emulator.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.LoadBalancerLogs;
import io.underpass.aws.Scope;
import io.underpass.gateway.StageLogs.Kind;
import io.underpass.gateway.StageLogs.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
            public void write(LogName log, List<String> lines) throws IOException {
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

    private static LoadBalancerLogs.Log balancer(LoadBalancerLogs.Kind kind, String bucket, String prefix) {
        return new LoadBalancerLogs.Log(kind, new Scope("123456789012", "us-east-2"), "app/shop/12ab", bucket, prefix);
    }

    private List<String> files(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> below.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void logsOfLoadBalancersHaveAwsKeysAndAFileForEveryFiveMinutes() throws IOException {
        LoadBalancerLogs.Log access = balancer(LoadBalancerLogs.Kind.ACCESS, "logs", "live/shop");
        LoadBalancerLogs.Log checks = balancer(LoadBalancerLogs.Kind.HEALTH_CHECK, "logs", "");
        try (LogWriter writer = new LogWriter(LogOutput.to(directory.toString()))) {
            writer.write(access, Instant.parse("2026-05-31T23:49:59Z"), "one");
            writer.write(access, Instant.parse("2026-05-31T23:45:00Z"), "two");
            writer.write(access, Instant.parse("2026-05-31T23:55:00Z"), "three");
            writer.write(checks, Instant.parse("2026-05-31T23:49:59Z"), "four");
        }
        List<String> files = files(directory);
        assertThat(files).hasSize(3);
        assertThat(files.get(0))
                .matches(
                        "logs/AWSLogs/123456789012/elasticloadbalancing/us-east-2/2026/05/31/health_check_log_123456789012"
                                + "_elasticloadbalancing_us-east-2_app\\.shop\\.12ab_20260531T2350Z_127\\.0\\.0\\.1_[0-9a-z]{8}\\.log");
        assertThat(files.get(1))
                .matches(
                        "logs/live/shop/AWSLogs/123456789012/elasticloadbalancing/us-east-2/2026/05/31/123456789012"
                                + "_elasticloadbalancing_us-east-2_app\\.shop\\.12ab_20260531T2350Z_127\\.0\\.0\\.1_[0-9a-z]{8}\\.log");
        assertThat(files.get(2)).contains("/2026/06/01/").contains("_20260601T0000Z_");
        assertThat(directory.resolve(files.get(1))).hasContent("one\ntwo");
    }

    @Test
    void neitherBucketNorPrefixLeadsOutOfTheDirectory() throws IOException {
        Path inner = Files.createDirectory(directory.resolve("logs"));
        try (LogWriter writer = new LogWriter(LogOutput.to(inner.toString()))) {
            for (String hostile : List.of("..", "../..", "/etc", ".", "a/../../b", "\u0000", "")) {
                writer.write(balancer(LoadBalancerLogs.Kind.ACCESS, hostile, hostile), Instant.EPOCH, "one");
            }
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(inner);
        }
        assertThat(files(inner)).isNotEmpty().noneMatch(file -> file.contains(".."));
    }

    @Test
    void onOneStreamLogsOfConnectionsAndHealthChecksSayWhatTheyAre() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LogWriter writer = new LogWriter(new LogOutput.ToStream(out))) {
            writer.write(balancer(LoadBalancerLogs.Kind.ACCESS, "logs", ""), Instant.EPOCH, "one");
            writer.write(balancer(LoadBalancerLogs.Kind.CONNECTION, "logs", ""), Instant.EPOCH, "two");
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("one\nconn_log_123456789012_elasticloadbalancing_us-east-2_app.shop.12ab two\n");
    }
}
