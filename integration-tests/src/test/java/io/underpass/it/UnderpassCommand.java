package io.underpass.it;

import io.underpass.emulator.cli.Main;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The command {@code underpass} in a JVM of its own. Threads: stateless. */
final class UnderpassCommand {

    private UnderpassCommand() {}

    /** The command with {@code arguments}, on what these tests run with but for their backend of logging. */
    static ProcessBuilder of(String... arguments) {
        String classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("logback"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
