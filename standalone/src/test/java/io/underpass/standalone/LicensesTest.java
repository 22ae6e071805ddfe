package io.underpass.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who hands the jar on hands on what its libraries ask for. */
class LicensesTest {

    private static final String SHADED = "io/underpass/shaded/";
    private static final Pattern TEXT = Pattern.compile("in ([a-z0-9]+\\.txt)");

    private final List<String> entries = StandaloneJar.entries();
    private final String libraries = StandaloneJar.text("META-INF/licenses/libraries.txt");

    @Test
    void theLicenseIsThere() {
        assertThat(StandaloneJar.text("META-INF/LICENSE")).contains("Apache License", "Version 2.0");
        assertThat(StandaloneJar.text("META-INF/NOTICE")).contains("Apache Velocity", "Jackson");
    }

    @Test
    void everyLibraryIsNamed() {
        List<String> named = libraries
                .lines()
                .skip(3)
                .takeWhile(line -> !line.isBlank())
                .map(line -> line.substring(0, line.indexOf(' ')).replace('.', '/') + "/")
                .toList();
        Set<String> unnamed = entries.stream()
                .filter(name -> name.startsWith(SHADED) && name.endsWith(".class"))
                .map(name -> name.substring(SHADED.length()))
                .filter(name -> named.stream().noneMatch(name::startsWith))
                .collect(Collectors.toSet());

        assertThat(unnamed).isEmpty();
        assertThat(named).allSatisfy(name -> assertThat(entries).anyMatch(entry -> entry.startsWith(SHADED + name)));
    }

    @Test
    void everyLicenseThatAsksForItIsThereAsText() {
        Matcher texts = TEXT.matcher(libraries);

        assertThat(texts.results().map(text -> "META-INF/licenses/" + text.group(1)))
                .hasSize(3)
                .isSubsetOf(entries);
        assertThat(StandaloneJar.text("META-INF/licenses/asm.txt")).contains("INRIA");
    }
}
