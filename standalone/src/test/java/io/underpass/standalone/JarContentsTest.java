package io.underpass.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;

class JarContentsTest {

    private final List<String> entries = StandaloneJar.entries();

    @Test
    void thereIsNothingOutsideOfOurPackages() {
        assertThat(entries)
                .isNotEmpty()
                .allMatch(name -> name.startsWith("io/underpass/") || name.startsWith("META-INF/"));
        assertThat(entries)
                .filteredOn(name -> name.endsWith(".class"))
                .allMatch(name -> name.startsWith("io/underpass/"));
    }

    @Test
    void theManifestNamesTheModuleAndThisVersion() {
        Attributes manifest = StandaloneJar.manifest();

        assertThat(manifest.getValue("Automatic-Module-Name")).isEqualTo("io.underpass.standalone");
        assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION)).isNotBlank();
        assertThat(manifest.getValue(Attributes.Name.MULTI_RELEASE)).isNull();
        assertThat(manifest.getValue(Attributes.Name.CLASS_PATH)).isNull();
    }

    @Test
    void nothingIsThereTwiceOrSigned() {
        assertThat(entries).doesNotHaveDuplicates();
        assertThat(entries).noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)"));
    }

    @Test
    void everyClassRunsOnJava17() {
        assertThat(StandaloneJar.classVersions())
                .isNotEmpty()
                .allSatisfy((name, version) -> assertThat(version).as(name).isLessThanOrEqualTo(61));
    }

    @Test
    void theEmulatorTheTestkitAndTheirLibrariesAreInside() {
        assertThat(entries)
                .contains(
                        "io/underpass/emulator/Underpass.class",
                        "io/underpass/testkit/UnderpassExtension.class",
                        "io/underpass/testkit/assertj/UnderpassAssertions.class",
                        "io/underpass/testkit/testcontainers/UnderpassContainer.class",
                        "io/underpass/shaded/io/netty/channel/Channel.class",
                        "io/underpass/shaded/com/fasterxml/jackson/databind/JsonNode.class",
                        "io/underpass/shaded/org/apache/velocity/app/VelocityEngine.class");
    }

    @Test
    void whatUsersBringIsNotInside() {
        assertThat(entries)
                .noneMatch(name -> name.contains("org/slf4j/")
                        || name.contains("org/junit/")
                        || name.contains("org/assertj/")
                        || name.contains("org/testcontainers/")
                        || name.contains("org/jspecify/")
                        || name.contains("logback"));
    }

    @Test
    void nothingOfTheMetadataReachesOthersLibraries() {
        List<String> services = entries.stream()
                .filter(name -> name.startsWith("META-INF/services/"))
                .toList();

        assertThat(services)
                .contains("META-INF/services/io.underpass.shaded.com.fasterxml.jackson.core.ObjectCodec")
                .filteredOn(name -> !name.startsWith("META-INF/services/io.underpass."))
                .containsExactly("META-INF/services/reactor.blockhound.integration.BlockHoundIntegration");
        assertThat(services)
                .allSatisfy(name -> assertThat(StandaloneJar.text(name)
                                .lines()
                                .filter(line -> !line.isBlank() && !line.startsWith("#")))
                        .allMatch(line -> line.startsWith("io.underpass.shaded.")));
        assertThat(entries)
                .filteredOn(name -> name.startsWith("META-INF/native/"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("META-INF/native/libio_underpass_shaded_netty_"));
        assertThat(entries)
                .noneMatch(name -> name.startsWith("META-INF/maven/") || name.startsWith("META-INF/versions/"));
    }
}
