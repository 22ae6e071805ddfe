package io.underpass.gateway.compile;

import io.underpass.gateway.compile.MappingSource.Absent;
import io.underpass.gateway.compile.MappingSource.Authorizer;
import io.underpass.gateway.compile.MappingSource.Context;
import io.underpass.gateway.compile.MappingSource.Header;
import io.underpass.gateway.compile.MappingSource.Literal;
import io.underpass.gateway.compile.MappingSource.Path;
import io.underpass.gateway.compile.MappingSource.Query;
import java.util.Optional;

/**
 * Reads the right side of a parameter mapping (spec 2.13).
 *
 * <p>Threads: stateless.
 */
final class MappingExpression {

    private static final String REQUEST = "method.request.";
    private static final String STAGE_VARIABLES = "stageVariables.";
    private static final String CONTEXT = "context.";
    private static final String AUTHORIZER = "context.authorizer.";

    private MappingExpression() {}

    static MappingSource parse(String text, StageVariables variables) throws UnusableRoute {
        if (text.length() >= 2 && text.startsWith("'") && text.endsWith("'")) {
            return new Literal(text.substring(1, text.length() - 1));
        }
        if (text.startsWith(STAGE_VARIABLES)) {
            return variables
                    .value(text.substring(STAGE_VARIABLES.length()))
                    .<MappingSource>map(Literal::new)
                    .orElseGet(Absent::new);
        }
        if (text.startsWith(AUTHORIZER)) {
            return new Authorizer(text.substring(AUTHORIZER.length()));
        }
        if (text.startsWith(CONTEXT)) {
            return ContextVariable.named(text.substring(CONTEXT.length()))
                    .<MappingSource>map(Context::new)
                    .orElseGet(Absent::new);
        }
        if (text.startsWith(REQUEST)) {
            Optional<MappingSource> source = fromRequest(text.substring(REQUEST.length()));
            if (source.isPresent()) {
                return source.get();
            }
        }
        throw UnusableRoute.misconfigured("Invalid mapping expression specified: " + text);
    }

    private static Optional<MappingSource> fromRequest(String rest) throws UnusableRoute {
        if (rest.equals("body") || rest.startsWith("body.")) {
            throw UnusableRoute.notEmulated("parameter mappings from method.request.body");
        }
        int dot = rest.indexOf('.');
        if (dot < 0 || dot == rest.length() - 1) {
            return Optional.empty();
        }
        String name = rest.substring(dot + 1);
        return Optional.ofNullable(
                switch (rest.substring(0, dot)) {
                    case "path" -> new Path(name);
                    case "querystring" -> new Query(name, false);
                    case "multivaluequerystring" -> new Query(name, true);
                    case "header" -> new Header(name, false);
                    case "multivalueheader" -> new Header(name, true);
                    default -> null;
                });
    }
}
