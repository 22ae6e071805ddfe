package io.underpass.gateway.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** Parses and renders in one go, for tests. */
final class Rendered {

    /** Long enough for a first rendering on a busy machine. */
    static final TemplateLimits PATIENT = TemplateLimits.DEFAULT.within(Duration.ofMinutes(2));

    private Rendered() {}

    static MappingTemplate template(String source) {
        ParsedTemplate parsed = MappingTemplate.parse("test", source);
        assertThat(parsed).isInstanceOf(MappingTemplate.class);
        return (MappingTemplate) parsed;
    }

    static String text(String source, TemplateInput input) {
        return rendered(source, input).text();
    }

    static String text(String source, String body) {
        return text(source, TemplateInput.of(body));
    }

    static String text(String source) {
        return text(source, "");
    }

    static Overrides overrides(String source) {
        return rendered(source, TemplateInput.of("")).overrides();
    }

    static Rendering.Rendered rendered(String source, TemplateInput input) {
        Rendering rendering = template(source).render(input, PATIENT);
        assertThat(rendering).isInstanceOf(Rendering.Rendered.class);
        return (Rendering.Rendered) rendering;
    }

    static String failure(String source, TemplateInput input, TemplateLimits limits) {
        Rendering rendering = template(source).render(input, limits);
        assertThat(rendering).isInstanceOf(Rendering.Failed.class);
        return ((Rendering.Failed) rendering).reason();
    }

    static String failure(String source) {
        return failure(source, TemplateInput.of(""), PATIENT);
    }
}
