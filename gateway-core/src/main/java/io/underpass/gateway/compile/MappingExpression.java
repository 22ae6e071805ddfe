package io.underpass.gateway.compile;

import io.underpass.gateway.compile.MappingSource.Absent;
import io.underpass.gateway.compile.MappingSource.Authorizer;
import io.underpass.gateway.compile.MappingSource.Body;
import io.underpass.gateway.compile.MappingSource.Context;
import io.underpass.gateway.compile.MappingSource.Header;
import io.underpass.gateway.compile.MappingSource.Literal;
import io.underpass.gateway.compile.MappingSource.Path;
import io.underpass.gateway.compile.MappingSource.Query;
import io.underpass.gateway.compile.MappingSource.ResponseHeader;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads the right side of a parameter mapping (spec 2.13).
 *
 * <p>Threads: stateless.
 */
final class MappingExpression {

    private static final String REQUEST = "method.request.";
    private static final String RESPONSE = "integration.response.";
    private static final String BODY = "body";
    private static final String STAGE_VARIABLES = "stageVariables.";
    private static final String CONTEXT = "context.";
    private static final String AUTHORIZER = "authorizer.";

    private MappingExpression() {}

    /** The right side of an integration's request parameter. */
    static MappingSource ofRequest(String text, StageVariables variables) throws UnusableRoute {
        return anywhere(text, variables)
                .or(() -> rest(text, REQUEST).flatMap(rest -> part(rest, MappingExpression::ofRequestPart)))
                .orElseThrow(() -> invalid(text));
    }

    /** The right side of an integration response's parameter. */
    static MappingSource ofResponse(String text, StageVariables variables) throws UnusableRoute {
        return anywhere(text, variables)
                .or(() -> rest(text, RESPONSE).flatMap(rest -> part(rest, MappingExpression::ofResponsePart)))
                .orElseThrow(() -> invalid(text));
    }

    private static UnusableRoute invalid(String text) {
        return UnusableRoute.misconfigured("Invalid mapping expression specified: " + text);
    }

    private static Optional<String> rest(String text, String prefix) {
        return text.startsWith(prefix) ? Optional.of(text.substring(prefix.length())) : Optional.empty();
    }

    private static Optional<MappingSource> anywhere(String text, StageVariables variables) {
        if (text.length() >= 2 && text.startsWith("'") && text.endsWith("'")) {
            return Optional.of(new Literal(text.substring(1, text.length() - 1)));
        }
        if (text.startsWith(STAGE_VARIABLES)) {
            return Optional.of(variables
                    .value(text.substring(STAGE_VARIABLES.length()))
                    .<MappingSource>map(Literal::new)
                    .orElseGet(Absent::new));
        }
        if (text.startsWith(CONTEXT)) {
            return Optional.of(ofContext(text.substring(CONTEXT.length())));
        }
        return Optional.empty();
    }

    /** The {@code $context} variable {@code name}. */
    static MappingSource ofContext(String name) {
        if (name.startsWith(AUTHORIZER)) {
            return new Authorizer(name.substring(AUTHORIZER.length()));
        }
        return ContextVariable.named(name).<MappingSource>map(Context::new).orElseGet(Absent::new);
    }

    private static @Nullable MappingSource ofRequestPart(String place, String name) {
        return switch (place) {
            case "path" -> new Path(name);
            case "querystring" -> new Query(name, false);
            case "multivaluequerystring" -> new Query(name, true);
            case "header" -> new Header(name, false);
            case "multivalueheader" -> new Header(name, true);
            default -> null;
        };
    }

    private static @Nullable MappingSource ofResponsePart(String place, String name) {
        return switch (place) {
            case "header" -> new ResponseHeader(name, false);
            case "multivalueheader" -> new ResponseHeader(name, true);
            default -> null;
        };
    }

    /** Reads {@code PLACE.NAME}, of which a body needs no name. */
    private static Optional<MappingSource> part(
            String text, BiFunction<String, String, @Nullable MappingSource> places) {
        int dot = text.indexOf('.');
        String place = dot < 0 ? text : text.substring(0, dot);
        String name = dot < 0 ? "" : text.substring(dot + 1);
        if (place.equals(BODY)) {
            return body(dot, name);
        }
        return name.isEmpty() ? Optional.empty() : Optional.ofNullable(places.apply(place, name));
    }

    /** The path may leave out the {@code $.} that it begins with. */
    private static Optional<MappingSource> body(int dot, String path) {
        if (dot >= 0 && path.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Body(path.isEmpty() || path.startsWith("$") ? path : "$." + path));
    }
}
