package io.underpass.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayName;

/**
 * A test of one conformance case.
 *
 * @param id of the case
 * @param title what the test says it shows, without ids
 * @param differs why Underpass does not answer as AWS does, or empty
 * @param test the class and method
 */
record ConformanceCase(String id, String title, String differs, String test) {

    /** Whether Underpass answers as AWS does. */
    boolean met() {
        return differs.isEmpty();
    }

    /** All cases of the tests that are compiled to {@code classes}, sorted. */
    static List<ConformanceCase> in(Path classes) {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith("Test.class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace(File.separatorChar, '.'))
                    .flatMap(name -> Stream.of(load(name).getDeclaredMethods()))
                    .filter(method -> method.isAnnotationPresent(Conformance.class))
                    .flatMap(ConformanceCase::of)
                    .sorted(Comparator.comparing(ConformanceCase::id)
                            .thenComparing(ConformanceCase::met)
                            .thenComparing(ConformanceCase::test))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ConformanceCase.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<ConformanceCase> of(Method method) {
        Conformance conformance = method.getAnnotation(Conformance.class);
        String test = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        String ids = String.join(" ", conformance.value()) + " ";
        DisplayName name = method.getAnnotation(DisplayName.class);
        if (name == null || !name.value().startsWith(ids)) {
            throw new AssertionError("the display name of " + test + " does not begin with " + ids);
        }
        if (method.isAnnotationPresent(Disabled.class)
                || method.getDeclaringClass().isAnnotationPresent(Disabled.class)) {
            throw new AssertionError(test + " is disabled");
        }
        String title = name.value().substring(ids.length());
        return Arrays.stream(conformance.value())
                .map(id -> new ConformanceCase(id, title, conformance.differs(), test));
    }
}
