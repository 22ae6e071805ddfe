package io.underpass.testkit;

import io.underpass.emulator.description.DescriptionFailure;
import io.underpass.emulator.description.file.DescriptionFile;
import io.underpass.emulator.description.file.InvalidFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * A file that describes what tests begin with. <code>${orders}</code> in it stands for the address and port of the fake
 * target {@code orders}.
 *
 * <p>Threads: immutable.
 *
 * @param name what mistakes call it
 */
record DescribedFile(String name, String text) {

    /**
     * The resource {@code place}, beside {@code owner} where it does not begin with a slash; where there is none, the file.
     *
     * @throws IllegalArgumentException if there is neither
     */
    static DescribedFile of(Class<?> owner, String place) {
        try (InputStream resource = owner.getResourceAsStream(place)) {
            return resource == null
                    ? of(Path.of(place))
                    : new DescribedFile(place, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The file {@code path}.
     *
     * @throws IllegalArgumentException if there is none
     */
    static DescribedFile of(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("there is no description " + path.toAbsolutePath());
        }
        try {
            return new DescribedFile(path.toString(), Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes {@code world} like it.
     *
     * @throws InvalidFile if there are mistakes in it; the message names them with line and column
     */
    void applyTo(UnderpassExtension world, Collection<FakeTarget> targets) {
        String filled = text;
        for (FakeTarget target : targets) {
            filled = filled.replace("${" + target.name() + "}", target.hostAndPort());
        }
        DescriptionFile file = DescriptionFile.parse(name, filled);
        try {
            world.apply(file.description());
        } catch (DescriptionFailure e) {
            throw file.located(e);
        }
    }
}
