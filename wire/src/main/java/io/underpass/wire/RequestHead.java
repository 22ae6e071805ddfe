package io.underpass.wire;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Request line and header fields.
 *
 * <p>Threads: the record is immutable, its headers are not; both are confined to the event loop of their exchange.
 *
 * @param method the method token, case kept
 * @param target the request target in origin form, undecoded: path and, after a {@code ?}, the query
 * @param version the sender's HTTP version
 * @param headers the fields in the order received
 */
public record RequestHead(HttpMethod method, String target, HttpVersion version, HttpHeaders headers) {

    /** The path, undecoded, without the query. */
    public String path() {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    /** The query, undecoded, without its {@code ?}; empty where there is none. */
    public String query() {
        int question = target.indexOf('?');
        return question < 0 ? "" : target.substring(question + 1);
    }
}
