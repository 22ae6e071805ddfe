package io.underpass.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The features that the sources refuse by name: what every call of a method {@code notEmulated} says, with {@code …}
 * for what is known only when it runs. A call that says what a parameter of the method around it says is followed to
 * the calls of that method in the same file.
 *
 * <p>Threads: stateless.
 */
final class RefusedFeatures {

    private static final Pattern REFUSAL = Pattern.compile("\\bnotEmulated\\(");
    private static final Pattern DECLARATION =
            Pattern.compile("\\b(\\w+)\\(([^(){};]*\\bString (\\w+)[^(){};]*)\\) \\{");
    private static final Pattern NAME = Pattern.compile("\\w+");
    private static final int SHORTEST = 4;

    private RefusedFeatures() {}

    /** The features that the sources of {@code module} refuse, sorted. */
    static List<String> of(Path module) {
        Path sources = module.resolve("src/main/java");
        if (!Files.isDirectory(sources)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(sources)) {
            TreeSet<String> features = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(RefusedFeatures::read)
                    .forEach(source -> features.addAll(named(source)));
            return List.copyOf(features);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The features that one source file refuses. */
    static List<String> named(String source) {
        List<String> features = new ArrayList<>();
        Matcher refusal = REFUSAL.matcher(source);
        while (refusal.find()) {
            String argument = arguments(source, refusal.end()).get(0);
            List<String> parts = parts(argument);
            Matcher around = lastDeclaration(source, refusal.start());
            if (around != null && !parts.isEmpty() && parts.get(0).equals(around.group(3))) {
                String rest = words(parts.subList(1, parts.size()));
                callsOf(around.group(1), source).forEach(said -> features.add(said + rest));
            } else {
                features.add(words(parts));
            }
        }
        return features.stream()
                .filter(feature -> feature.replaceAll("[^A-Za-z]", "").length() >= SHORTEST)
                .toList();
    }

    /** What the calls of {@code method} say in their text arguments. */
    private static List<String> callsOf(String method, String source) {
        List<String> said = new ArrayList<>();
        Matcher call = Pattern.compile("\\b" + method + "\\(").matcher(source);
        while (call.find()) {
            arguments(source, call.end()).stream()
                    .filter(argument -> argument.contains("\""))
                    .map(argument -> words(parts(argument)))
                    .forEach(said::add);
        }
        return said;
    }

    /** The last method that is declared before {@code before}. */
    private static @Nullable Matcher lastDeclaration(String source, int before) {
        Matcher declaration = DECLARATION.matcher(source).region(0, before);
        Matcher last = null;
        while (declaration.find()) {
            String name = declaration.group(1);
            if (!List.of("if", "for", "while", "switch", "catch").contains(name)) {
                last = DECLARATION.matcher(source);
                last.find(declaration.start());
            }
        }
        return last;
    }

    /** Texts as they are, all else as {@code …}. */
    private static String words(List<String> parts) {
        return parts.stream()
                .map(part -> part.startsWith("\"") ? part.substring(1, part.length() - 1) : "…")
                .collect(Collectors.joining());
    }

    /** The operands of a concatenation: texts in quotation marks, names, other expressions. */
    private static List<String> parts(String expression) {
        List<String> parts = split(expression, '+');
        return parts.stream()
                .map(part -> part.startsWith("'") ? '"' + part.substring(1, part.length() - 1) + '"' : part)
                .map(part -> NAME.matcher(part).matches() || part.startsWith("\"") ? part : "(…)")
                .toList();
    }

    /** The arguments of a call whose parenthesis opens before {@code from}. */
    private static List<String> arguments(String source, int from) {
        int depth = 1;
        int at = from;
        while (depth > 0) {
            char c = source.charAt(at);
            if (c == '"' || c == '\'') {
                at = closing(source, at);
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            }
            at++;
        }
        return split(source.substring(from, at - 1), ',');
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                at = closing(text, at);
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == separator && depth == 0) {
                parts.add(text.substring(start, at).strip());
                start = at + 1;
            }
        }
        parts.add(text.substring(start).strip());
        return parts;
    }

    private static int closing(String text, int open) {
        int at = open + 1;
        while (text.charAt(at) != text.charAt(open)) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
