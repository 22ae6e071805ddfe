package io.underpass.emulator.cli;

import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** What {@code --help} prints. Threads: stateless. */
final class Usage {

    private static final int COLUMNS = 80;
    private static final String INDENT = "          ";

    private Usage() {}

    /** Of the command line, which has {@code commands}. */
    static String of(Map<String, Supplier<Callable<Integer>>> commands) {
        StringBuilder text = new StringBuilder("Usage: underpass COMMAND [OPTIONS]\n");
        paragraph(text, "", Main.DESCRIPTION);
        commands.forEach((name, command) -> {
            text.append("  ").append(name).append('\n');
            paragraph(text, INDENT, description(command.get()));
        });
        return text.append("underpass COMMAND --help lists the options of a command.\n")
                .toString();
    }

    /** Of {@code command}, which is called {@code name} and has {@code flags}. */
    static String of(String name, Callable<Integer> command, Flags flags) {
        String operand = flags.operand()
                .map(Operand::paramLabel)
                .map(label -> ' ' + label)
                .orElse("");
        StringBuilder text = new StringBuilder("Usage: " + name + " [OPTIONS]" + operand + '\n');
        paragraph(text, "", description(command));
        flags.operand().ifPresent(about -> {
            text.append("  ").append(about.paramLabel()).append('\n');
            paragraph(text, INDENT, about.description());
        });
        flags.all().stream()
                .filter(flag -> !flag.option().hidden())
                .sorted(Comparator.comparing(Flag::name))
                .forEach(flag -> {
                    text.append("  ").append(String.join(", ", flag.names()));
                    text.append(flag.isSwitch() ? "" : "=" + flag.option().paramLabel());
                    text.append('\n');
                    paragraph(text, INDENT, flag.description(flags.fallback(flag)));
                });
        text.append("  -h, --help\n");
        paragraph(text, INDENT, "Prints this.");
        text.append("  -V, --version\n");
        paragraph(text, INDENT, "Prints the version.");
        return text.toString();
    }

    private static String description(Callable<Integer> command) {
        Command described = command.getClass().getAnnotation(Command.class);
        return described == null ? "" : described.description();
    }

    private static void paragraph(StringBuilder text, String indent, String words) {
        int column = 0;
        for (String word : words.split(" ", -1)) {
            if (column > 0 && column + 1 + word.length() > COLUMNS) {
                text.append('\n');
                column = 0;
            }
            text.append(column == 0 ? indent : " ").append(word);
            column += (column == 0 ? indent.length() : 1) + word.length();
        }
        text.append('\n');
    }
}
