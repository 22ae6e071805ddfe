package io.underpass.gateway.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the templates and parameters of gateway responses. Their templates are no Velocity: variables are replaced, and
 * everything else is text (AWS, "Set up gateway responses").
 *
 * <p>Threads: stateless.
 */
final class GatewayResponseTemplate {

    private static final String NAME =
            "(?:context|stageVariables)(?:\\.[A-Za-z0-9_]+)+|method\\.request(?:\\.[A-Za-z0-9_-]+)+";
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(" + NAME + ")}|(" + NAME + "))");
    private static final String CONTEXT = "context.";

    private GatewayResponseTemplate() {}

    /** The pieces of a template. */
    static List<ResponsePart> body(String template, StageVariables variables) {
        List<ResponsePart> parts = new ArrayList<>();
        Matcher variable = VARIABLE.matcher(template);
        int from = 0;
        while (variable.find()) {
            addText(parts, template.substring(from, variable.start()));
            String name = variable.group(1) != null ? variable.group(1) : variable.group(2);
            parts.add(value(name, variables));
            from = variable.end();
        }
        addText(parts, template.substring(from));
        return List.copyOf(parts);
    }

    /** The value of a parameter. */
    static ResponsePart value(String expression, StageVariables variables) {
        if (expression.startsWith(CONTEXT)) {
            Optional<ErrorVariable> error = ErrorVariable.named(expression.substring(CONTEXT.length()));
            if (error.isPresent()) {
                return new ResponsePart.Error(error.get());
            }
        }
        try {
            return new ResponsePart.Value(MappingExpression.ofRequest(expression, variables));
        } catch (UnusableRoute e) {
            return new ResponsePart.Value(new MappingSource.Absent());
        }
    }

    private static void addText(List<ResponsePart> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new ResponsePart.Text(text));
        }
    }
}
