package io.underpass.alb.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One component of a redirect's URL: text with placeholders.
 *
 * <p>Threads: immutable.
 */
public final class RedirectTemplate {

    private final List<Function<Source, String>> parts;

    private RedirectTemplate(List<Function<Source, String>> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * What placeholders stand for.
     *
     * @param protocol http or https
     * @param host without port
     * @param port the listener's (a guess: AWS does not say whether it is the one in the Host field)
     * @param path without its leading slash
     * @param query without its question mark
     */
    public record Source(String protocol, String host, int port, String path, String query) {}

    /** Reads {@code text}; what is no placeholder stays as it is. */
    static RedirectTemplate of(String text) {
        List<Function<Source, String>> parts = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int open = text.indexOf("#{", from);
            int close = open < 0 ? -1 : text.indexOf('}', open);
            if (close < 0) {
                break;
            }
            parts.add(literal(text.substring(from, open)));
            parts.add(placeholder(text.substring(open, close + 1)));
            from = close + 1;
        }
        parts.add(literal(text.substring(from)));
        return new RedirectTemplate(parts);
    }

    void render(Source source, StringBuilder url) {
        for (Function<Source, String> part : parts) {
            url.append(part.apply(source));
        }
    }

    private static Function<Source, String> literal(String text) {
        return source -> text;
    }

    private static Function<Source, String> placeholder(String text) {
        return switch (text) {
            case "#{protocol}" -> Source::protocol;
            case "#{host}" -> Source::host;
            case "#{port}" -> source -> Integer.toString(source.port());
            case "#{path}" -> Source::path;
            case "#{query}" -> Source::query;
            default -> literal(text);
        };
    }
}
