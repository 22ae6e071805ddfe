package io.underpass.gateway.data;

import io.underpass.gateway.compile.ContextVariable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code $context} as a tree, {@code identity.sourceIp} as {@code identity} with {@code sourceIp} in it.
 *
 * <p>Threads: stateless.
 */
final class ContextTree {

    private static final String AUTHORIZER = "authorizer";

    private ContextTree() {}

    /** The variables that have a value in this request. */
    static Map<String, Object> of(Invocation invocation) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (ContextVariable variable : ContextVariable.values()) {
            String value = ContextValues.value(variable, invocation);
            if (!value.isEmpty()) {
                put(tree, variable.awsName(), value);
            }
        }
        Caller caller = invocation.caller();
        caller.context().forEach((name, value) -> branch(tree, AUTHORIZER).put(name, value));
        if (!caller.claims().isEmpty()) {
            branch(tree, AUTHORIZER).put("claims", new LinkedHashMap<String, Object>(caller.claims()));
        }
        return tree;
    }

    private static void put(Map<String, Object> tree, String name, String value) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            tree.put(name, value);
        } else {
            put(branch(tree, name.substring(0, dot)), name.substring(dot + 1), value);
        }
    }

    @SuppressWarnings("unchecked") // only such maps are put in here
    private static Map<String, Object> branch(Map<String, Object> tree, String name) {
        return (Map<String, Object>) tree.computeIfAbsent(name, unused -> new LinkedHashMap<String, Object>());
    }
}
