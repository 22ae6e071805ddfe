package io.underpass.gateway.template;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * {@code $util} (spec 5.3). That what cannot be decoded fails the rendering is a guess.
 *
 * <p>Threads: confined to the thread that renders.
 */
final class TextFunctions implements TemplateObject {

    private final Budget budget;

    TextFunctions(Budget budget) {
        this.budget = budget;
    }

    @Override
    public @Nullable Object property(String name) {
        return null;
    }

    @Override
    public @Nullable Object call(String name, @Nullable Object[] arguments) {
        if (arguments.length != 1) {
            return null;
        }
        String text = Arguments.text(arguments, 0, budget);
        return switch (name) {
            case "escapeJavaScript" -> escaped(text);
            case "parseJson" -> parsed(text);
            case "urlEncode" -> made(URLEncoder.encode(text, StandardCharsets.UTF_8));
            case "urlDecode" -> urlDecoded(text);
            case "base64Encode" -> made(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
            case "base64Decode" -> base64Decoded(text);
            default -> null;
        };
    }

    /**
     * JavaScript's escapes, the apostrophe's among them, which JSON forbids (AWS, mapping template reference). That
     * slashes and what is not ASCII are escaped as well is a guess: the usual Java function of this name does so.
     */
    private String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + text.length() / 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\'', '"', '\\', '/' -> escaped.append('\\').append(c);
                case '\b' -> escaped.append("\\b");
                case '\f' -> escaped.append("\\f");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> {
                    if (c < ' ' || c > '~') {
                        escaped.append(String.format("\\u%04X", (int) c));
                    } else {
                        escaped.append(c);
                    }
                }
            }
            budget.step();
        }
        return made(escaped.toString());
    }

    private @Nullable Object parsed(String text) {
        try {
            return JsonReader.read(text, budget);
        } catch (IOException e) {
            throw budget.stop("$util.parseJson was given what is not JSON: " + Quoted.shortened(text));
        }
    }

    private String urlDecoded(String text) {
        try {
            return made(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw budget.stop("$util.urlDecode was given what is not encoded: " + Quoted.shortened(text));
        }
    }

    private String base64Decoded(String text) {
        try {
            return made(new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw budget.stop("$util.base64Decode was given what is not base64: " + Quoted.shortened(text));
        }
    }

    private String made(String text) {
        return StringMethods.made(text, budget);
    }
}
