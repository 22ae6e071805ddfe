package io.underpass.emulator.cli;

import io.underpass.emulator.description.Nearest;
import java.lang.reflect.Field;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The options of a command that was called. Threads: for the main thread. */
final class Flags {

    private final List<Flag> all = new ArrayList<>();
    private final Object command;
    private final Optional<Field> operand;
    private final EnvironmentDefaults environment;

    /** The options that the fields of {@code command} are, with defaults from {@code environment}. */
    Flags(Object command, EnvironmentDefaults environment) {
        this.environment = environment;
        this.command = command;
        this.operand = Stream.of(command.getClass().getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(Operand.class))
                .findFirst();
        collect(command);
    }

    private void collect(Object holder) {
        for (Field field : holder.getClass().getDeclaredFields()) {
            Option option = field.getAnnotation(Option.class);
            if (option != null) {
                all.add(new Flag(holder, field, option));
            } else if (field.isAnnotationPresent(Mixin.class)) {
                collect(value(field, holder));
            }
        }
    }

    private static Object value(Field field, Object holder) {
        try {
            field.setAccessible(true);
            return field.get(holder);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the command is about beside its options. */
    Optional<Operand> operand() {
        return operand.map(field -> field.getAnnotation(Operand.class));
    }

    List<Flag> all() {
        return all;
    }

    /** The variables of the environment that options take their defaults from. */
    Set<String> variables() {
        Set<String> variables = new HashSet<>();
        for (Flag flag : all) {
            variables.add(EnvironmentDefaults.variable(flag.name()));
        }
        return variables;
    }

    /** Reads {@code arguments}, then the environment, then what is there by default. */
    void read(List<String> arguments) {
        boolean operandIsGiven = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (operand.isPresent() && !operandIsGiven && !argument.startsWith("-")) {
                take(operand.get(), argument);
                operandIsGiven = true;
                continue;
            }
            int equals = argument.startsWith("-") ? argument.indexOf('=') : -1;
            String name = equals < 0 ? argument : argument.substring(0, equals);
            Flag flag = named(name).orElseThrow(() -> unknown(name));
            if (equals >= 0) {
                flag.give(argument.substring(equals + 1));
                continue;
            }
            Optional<String> next = i + 1 < arguments.size() ? Optional.of(arguments.get(i + 1)) : Optional.empty();
            if (next.isPresent() && takes(flag, next.get())) {
                flag.give(next.get());
                i++;
            } else if (flag.isSwitch()) {
                flag.give("true");
            } else {
                throw new WrongUsage(flag.name() + " needs a value: " + flag.name() + "="
                        + flag.option().paramLabel());
            }
        }
        if (operand.isPresent() && !operandIsGiven) {
            throw new WrongUsage(operand.get().getAnnotation(Operand.class).paramLabel() + " is missing");
        }
        all.forEach(this::complete);
    }

    private WrongUsage unknown(String argument) {
        if (!argument.startsWith("-")) {
            String hint = named("--import").isPresent()
                    ? "a file is imported by --import " + argument
                    : "options begin with --";
            return new WrongUsage("unexpected '" + argument + "'; " + hint);
        }
        if (argument.equals("--port") && named("--endpoint").isPresent()) {
            return new WrongUsage("there is no option '--port', it is part of --endpoint http://127.0.0.1:PORT");
        }
        List<String> known = all.stream()
                .filter(flag -> !flag.option().hidden())
                .map(Flag::name)
                .toList();
        return new WrongUsage("there is no option '" + argument + "'" + Nearest.meant(argument, known));
    }

    private void take(Field field, String argument) {
        try {
            field.setAccessible(true);
            field.set(command, Path.of(argument));
        } catch (InvalidPathException e) {
            throw new WrongUsage("'" + argument + "' cannot be a file: " + e.getReason());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean takes(Flag flag, String next) {
        return flag.isSwitch()
                ? next.equals("true") || next.equals("false")
                : named(next).isEmpty();
    }

    private Optional<Flag> named(String name) {
        for (Flag flag : all) {
            if (flag.names().contains(name)) {
                return Optional.of(flag);
            }
        }
        return Optional.empty();
    }

    private void complete(Flag flag) {
        if (flag.isGiven()) {
            return;
        }
        String value = environment.of(flag.name());
        if (!value.isEmpty()) {
            setFromEnvironment(flag, value);
        } else if (!flag.option().defaultValue().isEmpty()) {
            flag.set(flag.option().defaultValue());
        } else if (flag.option().required()) {
            throw new WrongUsage(flag.name() + "=" + flag.option().paramLabel() + " is missing");
        }
    }

    /** Who is told of a flag that was not given would not know where to look. */
    private static void setFromEnvironment(Flag flag, String value) {
        try {
            flag.set(value);
        } catch (WrongUsage e) {
            throw new WrongUsage(e.getMessage() + " (from " + EnvironmentDefaults.variable(flag.name()) + ")");
        }
    }

    /** The value of {@code flag} where the arguments have none; empty for none. */
    String fallback(Flag flag) {
        String value = environment.of(flag.name());
        return value.isEmpty() ? flag.option().defaultValue() : value;
    }
}
