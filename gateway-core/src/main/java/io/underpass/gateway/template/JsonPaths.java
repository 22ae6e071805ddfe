package io.underpass.gateway.template;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.EvaluationListener.EvaluationContinuation;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSONPath expressions of one template, compiled when they are first used. JsonPath's own cache is one for the whole
 * JVM, which is not ours to fill.
 *
 * <p>Threads: any.
 */
final class JsonPaths {

    private static final int MOST_KEPT = 256;

    /**
     * What a path led to.
     *
     * @param value null for nothing, and for JSON's null
     */
    record Found(@Nullable Object value, boolean isMissing) {

        static final Found MISSING = new Found(null, true);
    }

    private final Map<String, JsonPath> compiled = new ConcurrentHashMap<>();

    Found read(@Nullable Object tree, String path, Budget budget) {
        if ("$".equals(path)) {
            return new Found(tree, false);
        }
        if (tree == null) {
            return Found.MISSING;
        }
        JsonTree walked = new JsonTree(budget);
        Configuration configuration = Configuration.builder()
                .jsonProvider(walked)
                .mappingProvider(walked)
                .evaluationListener(java.util.List.of(found -> {
                    budget.values(1);
                    return EvaluationContinuation.CONTINUE;
                }))
                .build();
        try {
            return new Found(compiled(path, budget).read(tree, configuration), false);
        } catch (JsonPathException e) {
            return Found.MISSING;
        }
    }

    private JsonPath compiled(String path, Budget budget) {
        JsonPath known = compiled.get(path);
        if (known != null) {
            return known;
        }
        JsonPath fresh = compile(path, budget);
        // Functions keep their arguments in the compiled path, so that two renderings would share them.
        if (path.indexOf('(') < 0 && compiled.size() < MOST_KEPT) {
            compiled.put(path, fresh);
        }
        return fresh;
    }

    private static JsonPath compile(String path, Budget budget) {
        try {
            return JsonPath.compile(path);
        } catch (InvalidPathException | IllegalArgumentException e) {
            throw budget.stop("'" + Quoted.shortened(path) + "' is not a JSONPath: " + Quoted.shortened(reason(e)));
        }
    }

    private static String reason(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
