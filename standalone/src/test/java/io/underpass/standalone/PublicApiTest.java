package io.underpass.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.net.URLClassLoader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whoever compiles against the jar never meets a type of a library inside. What the emulator's and the testkit's packages
 * name counts; not the packages behind them, whose types some of theirs implement.
 */
class PublicApiTest {

    private static final String SHADED = "io.underpass.shaded.";

    private static final List<String> ROOMS = List.of("io.underpass.emulator.", "io.underpass.testkit.");

    /** Where users begin; what these name in public belongs to the API as well. */
    private static final List<String> ENTRANCES =
            List.of("io/underpass/emulator/Underpass.class", "io/underpass/emulator/UnderpassBuilder.class");

    private final Set<Class<?>> api = new LinkedHashSet<>();
    private final Deque<Class<?>> unread = new ArrayDeque<>();
    private final List<String> shaded = new ArrayList<>();

    @Test
    void noShadedTypeIsInThePublicApi() throws IOException, ClassNotFoundException {
        try (URLClassLoader classes = StandaloneJar.classes()) {
            for (String entry : StandaloneJar.entries()) {
                if (ENTRANCES.contains(entry)
                        || entry.startsWith("io/underpass/testkit/")
                                && entry.endsWith(".class")
                                && !entry.endsWith("package-info.class")) {
                    Class<?> found = Class.forName(
                            entry.substring(0, entry.length() - ".class".length())
                                    .replace('/', '.'),
                            false,
                            classes);
                    if (Modifier.isPublic(found.getModifiers())) {
                        meet(found, "the jar");
                    }
                }
            }
            while (!unread.isEmpty()) {
                read(unread.remove());
            }
        }

        assertThat(api)
                .extracting(Class::getName)
                .contains(
                        "io.underpass.emulator.Underpass",
                        "io.underpass.testkit.UnderpassExtension",
                        "io.underpass.emulator.journal.JournalEntry");
        assertThat(shaded).isEmpty();
    }

    private void read(Class<?> type) {
        String name = type.getName();
        meet(type.getGenericSuperclass(), name);
        Arrays.stream(type.getGenericInterfaces()).forEach(each -> meet(each, name));
        annotations(type, name);
        for (Field field : type.getDeclaredFields()) {
            if (isPublic(field)) {
                meet(field.getGenericType(), name + "." + field.getName());
                annotations(field, name + "." + field.getName());
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            signature(constructor, name + "()");
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isPublic(method)) {
                meet(method.getGenericReturnType(), name + "." + method.getName());
            }
            signature(method, name + "." + method.getName());
        }
        Stream.of(type.getDeclaredClasses())
                .filter(each -> Modifier.isPublic(each.getModifiers()))
                .forEach(each -> meet(each, name));
    }

    private void signature(Executable executable, String where) {
        if (isPublic(executable)) {
            Arrays.stream(executable.getGenericParameterTypes()).forEach(type -> meet(type, where));
            Arrays.stream(executable.getGenericExceptionTypes()).forEach(type -> meet(type, where));
            annotations(executable, where);
        }
    }

    private void annotations(AnnotatedElement element, String where) {
        Arrays.stream(element.getAnnotations()).forEach(each -> meet(each.annotationType(), where));
    }

    private static boolean isPublic(Member member) {
        return Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers());
    }

    private void meet(Type type, String where) {
        if (type instanceof Class<?> found) {
            if (found.isArray()) {
                meet(found.getComponentType(), where);
            } else if (found.getName().startsWith(SHADED)) {
                shaded.add(where + ": " + found.getName());
            } else if (ROOMS.stream().anyMatch(found.getName()::startsWith) && api.add(found)) {
                unread.add(found);
            }
        } else if (type instanceof ParameterizedType generic) {
            meet(generic.getRawType(), where);
            Arrays.stream(generic.getActualTypeArguments()).forEach(each -> meet(each, where));
        } else if (type instanceof GenericArrayType array) {
            meet(array.getGenericComponentType(), where);
        } else if (type instanceof WildcardType wildcard) {
            Arrays.stream(wildcard.getUpperBounds()).forEach(each -> meet(each, where));
            Arrays.stream(wildcard.getLowerBounds()).forEach(each -> meet(each, where));
        } else if (type instanceof TypeVariable<?> variable
                && !(variable.getBounds()[0] instanceof ParameterizedType)) {
            Arrays.stream(variable.getBounds()).forEach(each -> meet(each, where));
        }
    }
}
