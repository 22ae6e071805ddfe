package io.underpass.emulator.cli;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.StreamHandler;

/**
 * Log lines on standard error: the time of day, the level, the class's simple name and the message, on one line whatever the
 * message holds; a stack trace is left out.
 *
 * <p>Threads: safe.
 */
public final class ConsoleHandler extends StreamHandler {

    /** Called by the JDK, by name. */
    public ConsoleHandler() {
        super(System.err, new OneLine());
        setLevel(Level.ALL);
    }

    @Override
    public synchronized void publish(LogRecord record) {
        super.publish(record);
        flush();
    }

    /** Standard error stays open. */
    @Override
    public synchronized void close() {
        flush();
    }

    static final class OneLine extends Formatter {

        private static final Map<Level, String> NAMES = Map.of(
                Level.FINEST, "TRACE",
                Level.FINE, "DEBUG",
                Level.INFO, "INFO",
                Level.WARNING, "WARN",
                Level.SEVERE, "ERROR");
        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

        @Override
        public String format(LogRecord record) {
            String logger = record.getLoggerName() == null ? "" : record.getLoggerName();
            String level =
                    NAMES.getOrDefault(record.getLevel(), record.getLevel().getName());
            return "%s %-5s %s %s%n"
                    .formatted(
                            LocalTime.ofInstant(record.getInstant(), ZoneId.systemDefault())
                                    .format(TIME),
                            level,
                            logger.substring(logger.lastIndexOf('.') + 1),
                            harmless(formatMessage(record)));
        }

        /** A message may hold what a client has sent: no line of its own, no command to a terminal. */
        private static String harmless(String message) {
            return message.replace('\r', ' ').replace('\n', ' ').replace('\u001b', ' ');
        }
    }
}
