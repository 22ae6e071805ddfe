package io.underpass.emulator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
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
}
