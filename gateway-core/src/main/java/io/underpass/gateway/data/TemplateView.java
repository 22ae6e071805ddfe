package io.underpass.gateway.data;

import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.gateway.compile.Route;
import io.underpass.gateway.template.Overrides;
import io.underpass.gateway.template.TemplateInput;
import io.underpass.gateway.template.TemplateParameters;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a mapping template sees of an invocation: a copy, since it is rendered on another thread.
 *
 * <p>Threads: immutable.
 */
record TemplateView(
        TemplateParameters parameters,
        Map<String, Object> context,
        Map<String, String> stageVariables,
        Overrides earlier)
        implements BodyWork.TemplateSettings {

    static TemplateView of(Invocation invocation) {
        return new TemplateView(
                TemplateParameters.of(
                        path(invocation),
                        invocation.query().lastOfEach(),
                        headers(invocation.request().headers())),
                ContextTree.of(invocation),
                invocation.stage().variables(),
                invocation.overrides());
    }

    /** For a body that no template is rendered with. */
    static TemplateView none(Invocation invocation) {
        return new TemplateView(TemplateParameters.NONE, Map.of(), Map.of(), invocation.overrides());
    }

    @Override
    public TemplateInput with(Supplier<String> body) {
        return new TemplateInput(body, parameters, () -> context, stageVariables, earlier);
    }

    private static Map<String, String> path(Invocation invocation) {
        Map<String, String> values = new LinkedHashMap<>();
        Route route = invocation.match().route();
        for (int i = 0; i < route.parameters().size(); i++) {
            values.put(route.parameters().get(i), invocation.match().values().get(i));
        }
        return values;
    }

    /** Of a repeated field the last value; {@code Authorization} always under this spelling (spec 2.7). */
    private static Map<String, String> headers(HttpHeaders headers) {
        Map<String, String> values = new LinkedHashMap<>();
        FieldList fields = FieldList.of(headers);
        for (int i = 0; i < fields.size(); i++) {
            String name = FieldNames.AUTHORIZATION.contentEqualsIgnoreCase(fields.name(i))
                    ? "Authorization"
                    : fields.name(i).toString();
            values.put(name, fields.value(i).toString());
        }
        return values;
    }
}
