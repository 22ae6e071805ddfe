package io.underpass.aws.sigv4;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The text of a request that is signed (AWS, "Create a signed AWS API request"), for services whose paths are encoded
 * twice: all but S3.
 *
 * <p>Threads: stateless.
 */
final class CanonicalRequest {

    private CanonicalRequest() {}

    /**
     * The text.
     *
     * @param payloadHash the body's SHA-256 in hexadecimal digits, or what stands for it
     */
    static String of(SignedRequest request, Signature signature, String payloadHash) {
        StringBuilder text = new StringBuilder(512);
        text.append(request.method()).append('\n');
        text.append(QueryPairs.encoded(normalized(request.path()), "/")).append('\n');
        text.append(QueryPairs.canonical(request.query(), signature.isPresigned() ? "X-Amz-Signature" : ""))
                .append('\n');
        for (String name : signature.signedHeaders()) {
            text.append(name).append(':').append(value(request, name)).append('\n');
        }
        text.append('\n').append(String.join(";", signature.signedHeaders())).append('\n');
        return text.append(payloadHash).toString();
    }

    /** Without dot segments and doubled slashes; a slash at the end stays. */
    static String normalized(String path) {
        if (!path.contains("//") && !path.contains("/.")) {
            return path.isEmpty() ? "/" : path;
        }
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/")) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        String joined = '/' + String.join("/", segments);
        return path.endsWith("/") && !segments.isEmpty() ? joined + '/' : joined;
    }

    private static String value(SignedRequest request, String name) {
        List<String> values = new ArrayList<>(2);
        for (String value : request.fields().apply(name)) {
            values.add(singleSpaced(value.strip()));
        }
        return String.join(",", values);
    }

    private static String singleSpaced(String value) {
        if (!value.contains("  ")) {
            return value;
        }
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != ' ' || text.charAt(text.length() - 1) != ' ') {
                text.append(c);
            }
        }
        return text.toString();
    }
}
