package io.underpass.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The jar beside slf4j and no other library. */
class StandsAloneTest {

    private static final String OPENAPI = """
            {"openapi": "3.0.1", "info": {"title": "shop", "version": "1"}, "paths": {"/status": {"get": {
              "responses": {"200": {"description": "fine"}},
              "x-amazon-apigateway-integration": {"type": "mock",
                "requestTemplates": {"application/json": "{\\"statusCode\\": 200}"},
                "responses": {"default": {"statusCode": "200", "responseTemplates": {
                  "application/json": "#set($n = 6 * 7)#foreach($i in [1, 2])$i #end$n"}}}}}}}}
            """;

    private static final String NETTY = "io.netty.channel.Channel";
    private static final String JACKSON = "com.fasterxml.jackson.databind.JsonNode";

    private static URLClassLoader classes;

    @BeforeAll
    static void load() {
        classes = StandaloneJar.classes();
    }

    @AfterAll
    static void unload() throws Exception {
        classes.close();
    }

    @Test
    void theLibrariesOfTheTestsAreOutOfSight() {
        assertThatThrownBy(() -> classes.loadClass(NETTY)).isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> classes.loadClass(JACKSON)).isInstanceOf(ClassNotFoundException.class);
    }

    /** Netty, Jackson, Velocity under their new names, and their resources; under their old ones nobody looks for them. */
    @Test
    void anApiWithAMappingTemplateAnswers() throws Exception {
        Class<?> type = classes.loadClass("io.underpass.emulator.Underpass");
        Object builder = type.getMethod("builder").invoke(null);
        try (AutoCloseable underpass =
                (AutoCloseable) builder.getClass().getMethod("start").invoke(builder)) {
            Object imported =
                    type.getMethod("importOpenApi", String.class, String.class).invoke(underpass, OPENAPI, "test");
            String apiId = (String) imported.getClass().getMethod("id").invoke(imported);
            URI url = (URI)
                    type.getMethod("invokeUrl", String.class, String.class).invoke(underpass, apiId, "test");

            try (InputStream answer = URI.create(url + "/status").toURL().openStream()) {
                assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("1 2 42");
            }
        }
        assertThat(StandaloneJar.MISSED).isSubsetOf(NETTY, JACKSON);
    }

    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = {"amd64", "aarch64"})
    void nettyFindsItsLibraryUnderItsNewName() throws Exception {
        Class<?> epoll = classes.loadClass("io.underpass.shaded.io.netty.channel.epoll.Epoll");

        assertThat(epoll.getMethod("unavailabilityCause").invoke(null)).isNull();
    }
}
