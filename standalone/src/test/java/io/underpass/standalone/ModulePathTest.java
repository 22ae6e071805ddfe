package io.underpass.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The jar as a module, for programs that are modules. */
class ModulePathTest {

    private static final String NAME = "io.underpass.standalone";

    @Test
    void itIsAModuleOfThePackagesBelowOurs() {
        ModuleDescriptor module =
                ModuleFinder.of(StandaloneJar.FILE).find(NAME).orElseThrow().descriptor();

        assertThat(module.isAutomatic()).isTrue();
        assertThat(module.packages()).isNotEmpty().allMatch(name -> name.startsWith("io.underpass."));
    }

    /** An automatic module does not say what it requires: the program says it, or nobody does. */
    @Test
    void itServesBesideTheModuleOfSlf4j() throws Exception {
        Path slf4j = Path.of(LoggerFactory.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Configuration modules = ModuleLayer.boot()
                .configuration()
                .resolve(ModuleFinder.of(StandaloneJar.FILE, slf4j), ModuleFinder.of(), Set.of(NAME, "org.slf4j"));
        ModuleLayer layer = ModuleLayer.defineModulesWithOneLoader(
                        modules, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader())
                .layer();
        Class<?> type = layer.findLoader(NAME).loadClass("io.underpass.emulator.Underpass");
        Object builder = type.getMethod("builder").invoke(null);

        assertThat(type.getModule().getName()).isEqualTo(NAME);
        try (AutoCloseable underpass =
                (AutoCloseable) builder.getClass().getMethod("start").invoke(builder)) {
            URI endpoint = (URI) type.getMethod("endpoint").invoke(underpass);
            try (InputStream health =
                    endpoint.resolve("/_underpass/health").toURL().openStream()) {
                assertThat(new String(health.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("running");
            }
        }
    }
}
