package io.underpass.standalone;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * The jar that was built, and its classes: loaded beside nothing but what users bring themselves.
 *
 * <p>Threads: safe.
 */
final class StandaloneJar {

    static final Path FILE = Path.of(System.getProperty("standalone.jar"));

    /** What is asked of the class path of the tests; their netty, jackson and underpass are out of sight. */
    private static final List<String> BROUGHT_BY_USERS = List.of(
            "org.slf4j.",
            "org.junit.",
            "org.opentest4j.",
            "org.apiguardian.",
            "org.assertj.",
            "org.testcontainers.",
            "org.jspecify.",
            "com.github.dockerjava.",
            "ch.qos.logback.");

    /** What was looked for and is neither in the jar nor in the JDK nor brought by users. */
    static final Set<String> MISSED = ConcurrentHashMap.newKeySet();

    private StandaloneJar() {}

    /** The names of the files in it. */
    static List<String> entries() {
        try (JarFile jar = new JarFile(FILE.toFile())) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of the file {@code name} in it. */
    static String text(String name) {
        try (JarFile jar = new JarFile(FILE.toFile())) {
            return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What its manifest says of it. */
    static Attributes manifest() {
        try (JarFile jar = new JarFile(FILE.toFile())) {
            return jar.getManifest().getMainAttributes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The major version of the format of each class in it, 61 for Java 17. */
    static Map<String, Integer> classVersions() {
        try (JarFile jar = new JarFile(FILE.toFile())) {
            Map<String, Integer> versions = new HashMap<>();
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().endsWith(".class")) {
                    try (DataInputStream head = new DataInputStream(jar.getInputStream(entry))) {
                        head.skipNBytes(6);
                        versions.put(entry.getName(), head.readUnsignedShort());
                    }
                }
            }
            return versions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads its classes, and of all others those that users bring. */
    static URLClassLoader classes() {
        ClassLoader users = new ClassLoader(ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                if (BROUGHT_BY_USERS.stream().noneMatch(name::startsWith)) {
                    if (!name.startsWith("io.underpass.")) {
                        MISSED.add(name);
                    }
                    throw new ClassNotFoundException(name);
                }
                return StandaloneJar.class.getClassLoader().loadClass(name);
            }
        };
        try {
            return new URLClassLoader(new URL[] {FILE.toUri().toURL()}, users);
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
