package io.underpass.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call to a control API, read whole.
 *
 * <p>Threads: immutable; nobody writes to {@code body}.
 *
 * @param method the HTTP method
 * @param path the path, undecoded
 * @param query the query parameters, decoded, in order
 * @param headers the header fields, names in lower case; of repeated fields the last
 * @param body the body; empty where there is none
 * @param scope the account and region the caller addresses
 * @param requestId the id that the answer carries
 */
public record AwsRequest(
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        byte[] body,
        Scope scope,
        String requestId) {

    /** The value of header {@code name}, given in lower case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The first value of query parameter {@code name}. */
    public Optional<String> queryValue(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }
}
