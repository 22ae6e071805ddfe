package io.underpass.aws.sigv4;

import java.util.List;
import java.util.function.Function;

/**
 * What of a request a signature covers, but for its body.
 *
 * <p>Threads: as its {@code fields}.
 *
 * @param method the HTTP method as received
 * @param path the path as received, undecoded
 * @param query the query as received, without its question mark
 * @param fields all values of the header field of a name, whose case does not matter
 */
public record SignedRequest(String method, String path, String query, Function<String, List<String>> fields) {

    /** The first value of the field {@code name}; empty where there is none. */
    String field(String name) {
        List<String> values = fields.apply(name);
        return values.isEmpty() ? "" : values.get(0);
    }
}
