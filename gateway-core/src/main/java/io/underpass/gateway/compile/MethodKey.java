package io.underpass.gateway.compile;

import java.util.Locale;

/**
 * A method as stages and usage plans name it. The path may be written with its slashes or with {@code ~1} for them, with
 * or without the first.
 *
 * <p>Threads: immutable.
 *
 * @param path the resource's whole path; {@code *} for all
 * @param verb the method's verb or {@code ANY}; {@code *} for all
 */
record MethodKey(String path, String verb) {

    static final MethodKey ALL = new MethodKey("*", "*");

    /** Reads {@code path/VERB}. */
    static MethodKey parse(String text) {
        int slash = text.lastIndexOf('/');
        String path = text.substring(0, Math.max(0, slash)).replace("~1", "/").replace("~0", "~");
        String verb = text.substring(slash + 1).toUpperCase(Locale.ROOT);
        if (path.equals("*") || path.equals("/*")) {
            return new MethodKey("*", verb);
        }
        int start = 0;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        return new MethodKey('/' + path.substring(start), verb);
    }

    @Override
    public String toString() {
        return path + (path.endsWith("/") ? "" : "/") + verb;
    }
}
