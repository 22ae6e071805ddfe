package io.underpass.gateway.template;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code $input} (spec 5.2).
 *
 * <p>Threads: confined to the thread that renders.
 */
final class InputObject implements TemplateObject {

    private final Supplier<String> supplier;
    private final TemplateParameters parameters;
    private final JsonPaths paths;
    private final Budget budget;
    private @Nullable String body;
    private @Nullable Object tree;
    private boolean isParsed;
    private @Nullable Map<String, Object> all;

    InputObject(TemplateInput input, JsonPaths paths, Budget budget) {
        this.supplier = input.body();
        this.parameters = input.parameters();
        this.paths = paths;
        this.budget = budget;
    }

    @Override
    public @Nullable Object property(String name) {
        return switch (name) {
            case "body" -> body();
            case "params" -> params();
            default -> null;
        };
    }

    @Override
    public @Nullable Object call(String name, @Nullable Object[] arguments) {
        return switch (name + '/' + arguments.length) {
            case "getBody/0" -> body();
            case "path/1" ->
                paths.read(tree(), Arguments.text(arguments, 0, budget), budget).value();
            case "json/1" -> json(Arguments.text(arguments, 0, budget));
            case "params/0" -> params();
            case "params/1" -> param(Arguments.text(arguments, 0, budget));
            default -> null;
        };
    }

    /** An empty body reads as an empty object (observed on AWS). */
    private String body() {
        if (body == null) {
            String given = supplier.get();
            body = given.isEmpty() ? "{}" : given;
        }
        return body;
    }

    /** A body that is not JSON is a string, as published templates for forms rely on. */
    private @Nullable Object tree() {
        if (!isParsed) {
            try {
                tree = JsonReader.read(body(), budget);
            } catch (IOException e) {
                tree = body();
            }
            isParsed = true;
        }
        return tree;
    }

    private String json(String path) {
        JsonPaths.Found found = paths.read(tree(), path, budget);
        return found.isMissing() ? "\"\"" : Printed.json(found.value(), budget);
    }

    /** Path, query string, header, in this order; the name of one of them gives all of it (spec 5.2). */
    private Object param(String name) {
        Object place = params().get(name);
        if (place != null) {
            return place;
        }
        String value = parameters.path().get(name);
        if (value == null) {
            value = parameters.querystring().get(name);
        }
        if (value == null) {
            value = parameters.header().get(name);
        }
        return value == null ? "" : value;
    }

    private Map<String, Object> params() {
        if (all == null) {
            all = new LinkedHashMap<>();
            all.put("path", parameters.path());
            all.put("querystring", parameters.querystring());
            all.put("header", parameters.header());
        }
        return all;
    }
}
