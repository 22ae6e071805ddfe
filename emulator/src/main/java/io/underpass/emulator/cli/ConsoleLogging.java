package io.underpass.emulator.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * How the command line logs: lines on standard error, from the level on that the environment variable {@value #LEVEL}
 * names. The JDK's own logging, since its start is a fraction of a larger backend's; whoever embeds the emulator brings
 * what they like.
 *
 * <p>Threads: made by the JDK, once.
 */
public final class ConsoleLogging {

    private static final String LOGGING = "java.util.logging.";

    static final String LEVEL = "UNDERPASS_LOG_LEVEL";

    private static final String WARNINGS = "WARNING";
    private static final Map<String, String> LEVELS = Map.of(
            "TRACE", "FINEST",
            "DEBUG", "FINE",
            "INFO", "INFO",
            "WARN", WARNINGS,
            "ERROR", "SEVERE",
            "OFF", "OFF");

    /** Called by the JDK when something first asks for a logger. */
    public ConsoleLogging() throws IOException {
        String level = level(System.getenv());
        String settings = "handlers=" + ConsoleHandler.class.getName() + "\n.level=" + WARNINGS
                + "\nio.underpass.level=" + level + "\nio.netty.level=" + level;
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(settings.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** To be called before anything is logged. Who has configured the JDK's logging otherwise keeps it so. */
    static void install() {
        if (Stream.of("config.file", "config.class", "manager")
                .allMatch(setting -> System.getProperty(LOGGING + setting) == null)) {
            System.setProperty(LOGGING + "config.class", ConsoleLogging.class.getName());
            System.setProperty(LOGGING + "manager", ToTheEnd.class.getName());
        }
    }

    /** Makes the log's handler, which the JDK does with the first line, but no more once the process is told to end. */
    static void open() {
        Logger.getLogger("").getHandlers();
    }

    /** The JDK's name of the level that {@code environment} names; one that is unknown is that of warnings. */
    static String level(Map<String, String> environment) {
        String named = environment.getOrDefault(LEVEL, "WARN");
        String known = LEVELS.get(named.toUpperCase(Locale.ROOT));
        if (known != null) {
            return known;
        }
        System.err.println("underpass: " + LEVEL + " is '" + named
                + "', which is no level; it can be TRACE, DEBUG, INFO, WARN, ERROR or OFF. It is WARN now.");
        return WARNINGS;
    }

    /**
     * The JDK's own removes all handlers as soon as the process is told to end, while requests in flight are still being
     * finished and may have something to say. Threads: as its superclass.
     */
    public static final class ToTheEnd extends LogManager {

        @Override
        public void reset() {}
    }
}
