package io.underpass.emulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleLoggingTest {

    @ParameterizedTest
    @CsvSource({"TRACE,FINEST", "debug,FINE", "INFO,INFO", "Warn,WARNING", "ERROR,SEVERE", "OFF,OFF", "loud,WARNING"})
    void theEnvironmentNamesTheLevel(String named, String level) {
        assertThat(ConsoleLogging.level(Map.of("UNDERPASS_LOG_LEVEL", named))).isEqualTo(level);
    }

    @Test
    void warningsAreLoggedWhereNothingIsNamed() {
        assertThat(ConsoleLogging.level(Map.of())).isEqualTo("WARNING");
    }

    @Test
    void aLineStaysALineWhateverAMessageHolds() {
        LogRecord record = new LogRecord(Level.WARNING, "from a client: {0}");
        record.setLoggerName("io.underpass.wire.HttpListener");
        record.setParameters(new Object[] {"a\r\nb\u001b[2J"});
        record.setThrown(new IllegalStateException("not shown"));

        LocalTime at = LocalTime.ofInstant(record.getInstant(), ZoneId.systemDefault());
        assertThat(new ConsoleHandler.OneLine().format(record))
                .startsWith("%02d:%02d:".formatted(at.getHour(), at.getMinute()))
                .endsWith(" WARN  HttpListener from a client: a  b [2J" + System.lineSeparator());
    }

    /** In a JVM of its own: the JDK's logging cannot be begun twice. */
    @Test
    void whatIsSaidWhileTheProcessEndsIsLogged() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                        LastWords.class.getName())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("WARN  Test still here");
    }

    /** Says something after the JDK's own hook had its time. Threads: for the main thread. */
    static final class LastWords {

        private LastWords() {}

        public static void main(String[] arguments) {
            ConsoleLogging.install();
            ConsoleLogging.open();
            Logger log = Logger.getLogger("io.underpass.Test");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
                log.warning("still here");
            }));
            System.exit(0);
        }
    }
}
