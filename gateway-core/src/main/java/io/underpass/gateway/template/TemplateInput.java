package io.underpass.gateway.template;

import java.util.Map;
import java.util.function.Supplier;

/**
 * What a template is rendered with. The suppliers are asked at most once, on the thread that renders, and only if the
 * template wants what they have.
 *
 * <p>Threads: immutable; what the suppliers read must be safe to read on another thread.
 *
 * @param body of the client's request, or of the backend's response; may be empty
 * @param context the {@code $context} variables by AWS's names, nested: {@code identity} is a map with
 *     {@code sourceIp}, {@code authorizer} one with {@code principalId} and {@code claims}. Values are strings, numbers,
 *     booleans and maps of these. The overrides are not in it
 * @param earlier what an earlier template of the same exchange has overridden, which this one can read
 */
public record TemplateInput(
        Supplier<String> body,
        TemplateParameters parameters,
        Supplier<Map<String, Object>> context,
        Map<String, String> stageVariables,
        Overrides earlier) {

    /** With a body alone. */
    public static TemplateInput of(String body) {
        return new TemplateInput(() -> body, TemplateParameters.NONE, Map::of, Map.of(), Overrides.NONE);
    }

    /** The same with other parameters. */
    public TemplateInput withParameters(TemplateParameters other) {
        return new TemplateInput(body, other, context, stageVariables, earlier);
    }

    /** The same with other {@code $context} variables. */
    public TemplateInput withContext(Map<String, Object> other) {
        return new TemplateInput(body, parameters, () -> other, stageVariables, earlier);
    }

    /** The same with other stage variables. */
    public TemplateInput withStageVariables(Map<String, String> other) {
        return new TemplateInput(body, parameters, context, other, earlier);
    }

    /** The same after an earlier template. */
    public TemplateInput after(Overrides other) {
        return new TemplateInput(body, parameters, context, stageVariables, other);
    }
}
