package io.underpass.emulator.cli;

import java.security.Security;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code underpass}. Exit code 0 says ok, 1 failed, 2 wrong usage; what went wrong is one line on standard
 * error, never a stack trace.
 *
 * <p>Threads: for the main thread.
 */
@Command(
        name = "underpass",
        description = "A local API Gateway whose private integrations really are private.",
        subcommands = {
            DemoCommand.class,
            StartCommand.class,
            AlbCommand.class,
            ServiceCommand.class,
            SetupCommand.class,
            ImportCommand.class,
            HealthCommand.class,
            VersionCommand.class
        },
        versionProvider = VersionCommand.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs the command that {@code arguments} name and ends the process with its exit code. */
    public static void main(String[] arguments) {
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
        return new CommandLine(new Main())
                .setDefaultValueProvider(new EnvironmentDefaults(environment))
                .setParameterExceptionHandler(Main::usage)
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(command, failure))
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Name a command: demo, start, alb, service, setup, import, health or version");
    }

    private static int usage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        command.getErr()
                .println("underpass: " + failure.getMessage() + " (see "
                        + command.getCommandSpec().qualifiedName() + " --help)");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(CommandLine command, Exception failure) {
        String message = failure.getMessage();
        command.getErr().println("underpass: " + (message == null ? failure.toString() : message));
        return CommandLine.ExitCode.SOFTWARE;
    }
}
