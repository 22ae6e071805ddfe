package io.underpass.benchmarks.parts;

import io.underpass.gateway.template.MappingTemplate;
import io.underpass.gateway.template.Overrides;
import io.underpass.gateway.template.TemplateInput;
import io.underpass.gateway.template.TemplateLimits;
import io.underpass.gateway.template.TemplateParameters;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Mapping templates, already parsed: one that only prints, and one as an API would have it, with a body of 1 KB. Without
 * the change of threads that a request makes on top. Threads: one.
 */
public class TemplateRendering extends Part {

    private static final int ITEMS = 16;

    private static final MappingTemplate MOCK = template("{\"statusCode\": 200}");

    private static final MappingTemplate LIST = template("""
            #set($root = $input.path('$'))
            {
              "caller": "$context.identity.sourceIp",
              "stage": "$stageVariables.name",
              "page": "$util.urlEncode($input.params('page'))",
              "items": [
            #foreach($item in $root.items)
                {"id": $item.id, "name": "$util.escapeJavaScript($item.name)"}#if($foreach.hasNext),#end

            #end
              ]
            }
            """);

    private final TemplateInput input = new TemplateInput(
            TemplateRendering::body,
            TemplateParameters.of(Map.of("id", "7"), Map.of("page", "a b"), Map.of("Accept", "*/*")),
            () -> Map.of("identity", Map.of("sourceIp", "127.0.0.1")),
            Map.of("name", "dev"),
            Overrides.NONE);

    private static final String BODY = makeBody();

    @Benchmark
    public Object mock() {
        return MOCK.render(input, TemplateLimits.DEFAULT);
    }

    @Benchmark
    public Object list() {
        return LIST.render(input, TemplateLimits.DEFAULT);
    }

    private static String body() {
        return BODY;
    }

    private static String makeBody() {
        StringBuilder body = new StringBuilder("{\"items\":[");
        for (int i = 0; i < ITEMS; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"id\":")
                    .append(i)
                    .append(",\"name\":\"item's number ")
                    .append(i);
            body.append(", with a few words more\"}");
        }
        return body.append("]}").toString();
    }

    private static MappingTemplate template(String source) {
        if (MappingTemplate.parse("benchmark", source) instanceof MappingTemplate template) {
            return template;
        }
        throw new IllegalStateException("not a template");
    }
}
