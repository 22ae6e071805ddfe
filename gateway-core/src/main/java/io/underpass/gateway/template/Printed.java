package io.underpass.gateway.template;

import java.util.Collection;
import java.util.Map;
import org.apache.velocity.runtime.Renderable;
import org.apache.velocity.runtime.directive.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Values as text: a map prints <code>{a=b, c=d}</code>, a list from JSON prints as JSON with everything in it, a list
 * that a template made prints as Java's (spec 5.2, observed on AWS). Cycles and steep growth end at the budget.
 *
 * <p>Threads: confined to the thread that renders.
 */
final class Printed {

    private static final int DEPTH = 500;

    private final Budget budget;
    private final StringBuilder text = new StringBuilder();
    private int counted;

    private Printed(Budget budget) {
        this.budget = budget;
    }

    /** As a reference prints; nothing for null. */
    static String of(@Nullable Object value, Budget budget) {
        if (value == null) {
            return "";
        }
        if (value instanceof String string) {
            return string;
        }
        if (value instanceof Renderable) {
            // A #define'd block, which prints within the budget by itself.
            return StringMethods.made(value.toString(), budget);
        }
        if (value instanceof Scope) {
            return "";
        }
        if (value instanceof Map || value instanceof Collection || value instanceof Map.Entry) {
            Printed printed = new Printed(budget);
            printed.java(value, 0);
            return printed.done();
        }
        return scalar(value);
    }

    /** As JSON, without spaces. */
    static String json(@Nullable Object value, Budget budget) {
        Printed printed = new Printed(budget);
        printed.json(value, 0);
        return printed.done();
    }

    private String done() {
        count();
        return text.toString();
    }

    private void java(@Nullable Object value, int depth) {
        count(depth);
        if (value instanceof JsonList list) {
            json(list, depth);
        } else if (value instanceof Map<?, ?> map) {
            text.append('{');
            String comma = "";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(comma);
                java(entry.getKey(), depth + 1);
                text.append('=');
                java(entry.getValue(), depth + 1);
                comma = ", ";
            }
            text.append('}');
        } else if (value instanceof Collection<?> list) {
            text.append('[');
            String comma = "";
            for (Object each : list) {
                text.append(comma);
                java(each, depth + 1);
                comma = ", ";
            }
            text.append(']');
        } else if (value instanceof Map.Entry<?, ?> entry) {
            java(entry.getKey(), depth + 1);
            text.append('=');
            java(entry.getValue(), depth + 1);
        } else {
            text.append(scalar(value));
        }
    }

    private void json(@Nullable Object value, int depth) {
        count(depth);
        if (value instanceof Map<?, ?> map) {
            text.append('{');
            String comma = "";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(comma);
                quote(String.valueOf(entry.getKey()));
                text.append(':');
                json(entry.getValue(), depth + 1);
                comma = ",";
            }
            text.append('}');
        } else if (value instanceof Collection<?> list) {
            text.append('[');
            String comma = "";
            for (Object each : list) {
                text.append(comma);
                json(each, depth + 1);
                comma = ",";
            }
            text.append(']');
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            quote(scalar(value));
        }
    }

    private static String scalar(@Nullable Object value) {
        // Anything else, such as an iterator, has no text that means something.
        return value == null || value instanceof String || value instanceof Number || value instanceof Boolean
                ? String.valueOf(value)
                : "";
    }

    private void quote(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ') {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    private void count(int depth) {
        if (depth > DEPTH) {
            throw budget.stop("a value is nested in itself more than " + DEPTH + " times");
        }
        count();
    }

    private void count() {
        budget.chars(text.length() - counted);
        counted = text.length();
    }
}
