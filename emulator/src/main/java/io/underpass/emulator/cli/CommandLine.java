package io.underpass.emulator.cli;

import io.underpass.emulator.description.Nearest;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * The command line: the first argument names a command, the rest are its options. Only the command that is called is
 * looked at, and by the JDK alone: what a start spends here nobody gets back.
 *
 * <p>Threads: for the main thread.
 */
final class CommandLine {

    private static final int FAILED = 1;
    private static final int USAGE = 2;

    /** The commands whose settings come from the environment as a rule. */
    private static final Set<String> SERVING = Set.of("start", "demo", "alb");

    private final Map<String, Supplier<Callable<Integer>>> commands;
    private final EnvironmentDefaults environment;
    private PrintWriter err = new PrintWriter(System.err, true);

    /** The {@code commands} by their names, in the order of their help. */
    CommandLine(Map<String, Supplier<Callable<Integer>>> commands, Map<String, String> environment) {
        this.commands = commands;
        this.environment = new EnvironmentDefaults(environment);
    }

    /** Says to {@code writer} what went wrong. */
    CommandLine setErr(PrintWriter writer) {
        err = writer;
        return this;
    }

    /** Runs the command that {@code arguments} name and gives the exit code. */
    int execute(String... arguments) {
        List<String> all = Arrays.asList(arguments);
        String name = all.isEmpty() ? "" : all.get(0);
        Supplier<Callable<Integer>> command = commands.get(name);
        if (command != null) {
            return execute(name, command.get(), all.subList(1, all.size()));
        }
        if (asksForHelp(all)) {
            System.out.print(Usage.of(commands));
            return 0;
        }
        if (asksForVersion(all)) {
            System.out.println(VersionCommand.text());
            return 0;
        }
        return wrong(unknown(name) + "Name a command: " + known(), "underpass");
    }

    private String unknown(String name) {
        if (name.isEmpty()) {
            return "";
        }
        return name.startsWith("-")
                ? "There is no option '" + name + "' before the command. "
                : "There is no command '" + name + "'" + Nearest.meant(name, commands.keySet()) + ". ";
    }

    /** The commands, as {@code one, two or three}. */
    private String known() {
        String all = String.join(", ", commands.keySet());
        int last = all.lastIndexOf(", ");
        return all.substring(0, last) + " or " + all.substring(last + ", ".length());
    }

    private int execute(String name, Callable<Integer> command, List<String> arguments) {
        String qualified = "underpass " + name;
        Flags flags = new Flags(command, environment);
        if (asksForHelp(arguments)) {
            System.out.print(Usage.of(qualified, command, flags));
            return 0;
        }
        if (asksForVersion(arguments)) {
            System.out.println(VersionCommand.text());
            return 0;
        }
        try {
            flags.read(arguments);
            if (SERVING.contains(name)) {
                for (String hint : BroughtSettings.hints(environment.all(), flags.variables(), this::variables)) {
                    err.println("underpass: " + hint);
                }
            }
            return command.call();
        } catch (WrongUsage e) {
            return wrong(String.valueOf(e.getMessage()), qualified);
        } catch (Exception e) {
            err.println("underpass: " + Complaint.of(e));
            return FAILED;
        }
    }

    /** The options of the command {@code name}. */
    Flags flags(String name) {
        return new Flags(commands.getOrDefault(name, VersionCommand::new).get(), environment);
    }

    /** The variables of all options there are. */
    private Set<String> variables() {
        Set<String> variables = new HashSet<>();
        commands.keySet().forEach(name -> variables.addAll(flags(name).variables()));
        return variables;
    }

    private int wrong(String message, String qualified) {
        err.println("underpass: " + message + " (see " + qualified + " --help)");
        return USAGE;
    }

    private static boolean asksForHelp(List<String> arguments) {
        return arguments.contains("--help") || arguments.contains("-h");
    }

    private static boolean asksForVersion(List<String> arguments) {
        return arguments.contains("--version") || arguments.contains("-V");
    }
}
