package io.underpass.wire;

import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Makes messages that RFC 9112 allows, the rarely seen ones too: what a recipient has to take.
 *
 * <p>Threads: one.
 */
final class HttpGrammar {

    private static final String TOKEN = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String HEX = "0123456789abcdefABCDEF";

    private final Random random;

    HttpGrammar(Random random) {
        this.random = random;
    }

    /** One request to three, each where the one before it ends. */
    byte[] requests() {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            request(text);
        }
        return bytes(text);
    }

    /** One response to three to {@code method}, each where the one before it ends. */
    byte[] responses(HttpMethod method) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(3); i > 0; i--) {
            response(text, method, false);
        }
        response(text, method, true);
        return bytes(text);
    }

    private void request(StringBuilder text) {
        text.append("\r\n".repeat(chance(10) ? 1 + random.nextInt(4) : 0));
        boolean http10 = chance(10);
        String method = chance(5)
                ? token()
                : oneOf("GET", "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "M-SEARCH", "get");
        method = method.equals("CONNECT") ? "CONNECTED" : method;
        text.append(method).append(' ').append(method.equals("OPTIONS") && chance(2) ? "*" : target());
        text.append(http10 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
        if (!http10 || chance(2)) {
            String host = oneOf("example.com", "a", "a:80", "a:", "127.0.0.1:8080", "[::1]:80", "A-b.C_d");
            field(text, oneOf("Host", "host", "HOST", "hOsT"), host);
        }
        fields(text);
        if (chance(2)) {
            text.append("\r\n");
        } else if (http10 || chance(2)) {
            fixedBody(text);
        } else {
            chunkedBody(text);
        }
    }

    private void response(StringBuilder text, HttpMethod method, boolean last) {
        if (chance(5)) {
            text.append("HTTP/1.1 ")
                    .append(oneOf("100 Continue", "102 ", "103 Early Hints"))
                    .append("\r\n");
            fields(text);
            text.append("\r\n");
        }
        int code = chance(2)
                ? 200
                : Integer.parseInt(oneOf("201", "204", "206", "301", "304", "400", "404", "499", "500", "599"));
        boolean bodiless = method.equals(HttpMethod.HEAD) || code == 204 || code == 304;
        boolean http10 = last && chance(10);
        text.append(http10 ? "HTTP/1.0 " : "HTTP/1.1 ").append(code).append(' ');
        text.append(oneOf("", "OK", "Not Found", "a b\tc", "\u00e4\u00ff", "200"))
                .append("\r\n");
        fields(text);
        if (bodiless) {
            if (code != 204 && chance(2)) {
                field(text, "Content-Length", Integer.toString(random.nextInt(100)));
            }
            text.append("\r\n");
        } else if (last && chance(3)) {
            text.append("\r\n").append(octets(random.nextInt(100)));
        } else if (http10 || chance(2)) {
            fixedBody(text);
        } else {
            chunkedBody(text);
        }
    }

    private String target() {
        String path = oneOf("/", "/a/b?c=d", "//", "/%20%", "/a|b{c}[d]\"<>\\^`", "/?", "/?a=b?c", "/a;b=c", "/x:y@z");
        return switch (random.nextInt(10)) {
            case 0 -> oneOf("http://", "HTTP://", "https://") + oneOf("o", "o.example:81", "[::1]") + path;
            case 1 -> "http://o" + oneOf("", "?q", "?");
            case 2 -> path + oneOf("x", "%41", "/").repeat(random.nextInt(100));
            default -> path;
        };
    }

    private void fields(StringBuilder text) {
        for (int i = random.nextInt(6); i > 0; i--) {
            String name = chance(3)
                    ? oneOf("Accept", "Cookie", "Connection", "Expect", "Upgrade", "TE", "Trailer", "X-Forwarded-For")
                    : "X" + token();
            field(text, name, value());
        }
    }

    private void field(StringBuilder text, String name, String value) {
        text.append(name).append(':').append(whiteSpace()).append(value).append(whiteSpace());
        text.append("\r\n");
    }

    private void fixedBody(StringBuilder text) {
        int length = chance(3) ? 0 : random.nextInt(60);
        field(text, oneOf("Content-Length", "content-length"), "0".repeat(random.nextInt(3)) + length);
        text.append("\r\n").append(octets(length));
    }

    private void chunkedBody(StringBuilder text) {
        field(text, oneOf("Transfer-Encoding", "transfer-encoding"), oneOf("chunked", "Chunked", "CHUNKED"));
        text.append("\r\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            int length = 1 + random.nextInt(40);
            String size = Integer.toHexString(length);
            text.append("0".repeat(random.nextInt(3)))
                    .append(chance(2) ? size : size.toUpperCase(java.util.Locale.ROOT));
            extensions(text);
            text.append("\r\n").append(octets(length)).append("\r\n");
        }
        text.append("0".repeat(1 + random.nextInt(3)));
        extensions(text);
        text.append("\r\n");
        for (int i = chance(3) ? random.nextInt(3) : 0; i > 0; i--) {
            field(text, "X" + token(), value());
        }
        text.append("\r\n");
    }

    private void extensions(StringBuilder text) {
        for (int i = chance(4) ? random.nextInt(3) : 0; i > 0; i--) {
            text.append(whiteSpace()).append(';').append(whiteSpace()).append(token());
            if (chance(2)) {
                text.append(whiteSpace()).append('=').append(whiteSpace());
                text.append(
                        chance(2)
                                ? token()
                                : oneOf("\"\"", "\"a b\"", "\"\\\"\"", "\";=,\"", "\"\\\\\"", "\"\u00e4\""));
            }
        }
    }

    private String value() {
        return switch (random.nextInt(8)) {
            case 0 -> "";
            case 1 ->
                oneOf("close", "keep-alive", "100-continue", "a, b", "\"q;\\\"\"", "a:b: c", "chunked", "5", "\u00e4");
            case 2 -> "v".repeat(random.nextInt(200));
            default -> visible(1 + random.nextInt(6)) + (chance(2) ? " \t " + visible(2) : "");
        };
    }

    private String visible(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (chance(8) ? 0x80 + random.nextInt(0x80) : 0x21 + random.nextInt(0x5e)));
        }
        return text.toString();
    }

    private String octets(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (chance(4) ? HEX.charAt(random.nextInt(HEX.length())) : random.nextInt(256)));
        }
        return text.toString();
    }

    private String token() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(TOKEN.charAt(random.nextInt(TOKEN.length())));
        }
        return text.toString();
    }

    private String whiteSpace() {
        return chance(2) ? " " : oneOf("", "", "\t", "  ", " \t ");
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private String oneOf(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static byte[] bytes(StringBuilder text) {
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
