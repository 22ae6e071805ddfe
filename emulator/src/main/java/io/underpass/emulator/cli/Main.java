package io.underpass.emulator.cli;

import java.security.Security;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * The command {@code underpass}. Exit code 0 says ok, 1 failed, 2 wrong usage; what went wrong is one line on standard
 * error, never a stack trace.
 *
 * <p>Threads: for the main thread.
 */
public final class Main {

    static final String DESCRIPTION = "A local API Gateway whose private integrations really are private.";

    private Main() {}

    /** Runs the command that {@code arguments} name and ends the process with its exit code. */
    public static void main(String[] arguments) {
        ConsoleLogging.install();
        // Lets the demo send a Host header of its own, as curl -H does.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        keepNamesBriefly();
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    /**
     * Containers come and go under one name, and the JDK would not look again for 30 seconds. To be done before the first
     * name is looked up; a setting of the whole process, so the command line's and not the library's.
     */
    private static void keepNamesBriefly() {
        Security.setProperty("networkaddress.cache.ttl", "1");
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
    }

    /** The command line, its defaults taken from {@code environment} where set. */
    static CommandLine commandLine(Map<String, String> environment) {
        Map<String, Supplier<Callable<Integer>>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand::new);
        commands.put("start", StartCommand::new);
        commands.put("alb", AlbCommand::new);
        commands.put("service", ServiceCommand::new);
        commands.put("setup", SetupCommand::new);
        commands.put("import", ImportCommand::new);
        commands.put("validate", ValidateCommand::new);
        commands.put("routes", RoutesCommand::new);
        commands.put("tail", TailCommand::new);
        commands.put("health", HealthCommand::new);
        commands.put("version", VersionCommand::new);
        return new CommandLine(commands, environment);
    }
}
