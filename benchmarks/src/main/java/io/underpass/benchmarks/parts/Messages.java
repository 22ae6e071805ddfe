package io.underpass.benchmarks.parts;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;

/** The request and the response that all parts see, of a usual size. Threads: immutable. */
final class Messages {

    static final String HOST = "abc.execute-api.us-east-1.localhost:4566";

    private static final String REQUEST_FIELDS = "Host: " + HOST
            + "\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\r\nAccept: application/json\r\n"
            + "Accept-Encoding: gzip, deflate, br\r\nAccept-Language: en-GB,en;q=0.9\r\n"
            + "Authorization: Bearer 0123456789abcdef0123456789abcdef\r\nX-Request-Source: benchmark\r\n";
    private static final String RESPONSE_FIELDS =
            "Content-Type: application/json\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nServer: backend\r\n"
                    + "Cache-Control: no-store\r\nETag: \"0123456789\"\r\n";

    static final String REQUEST = "GET /dev/orders/42?page=2&sort=asc HTTP/1.1\r\n" + REQUEST_FIELDS + "\r\n";
    static final String RESPONSE = "HTTP/1.1 200 OK\r\n" + RESPONSE_FIELDS + "Content-Length: 100\r\n\r\n";

    private Messages() {}

    static HttpHeaders requestFields() {
        return fields(REQUEST_FIELDS);
    }

    static HttpHeaders responseFields() {
        return fields(RESPONSE_FIELDS);
    }

    private static HttpHeaders fields(String lines) {
        HttpHeaders fields =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        lines.lines().forEach(line -> {
            int colon = line.indexOf(':');
            fields.add(new AsciiString(line.substring(0, colon)), new AsciiString(line.substring(colon + 2)));
        });
        return fields;
    }
}
