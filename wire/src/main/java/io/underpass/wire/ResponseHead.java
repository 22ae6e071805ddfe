package io.underpass.wire;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * Status line and header fields of a final response.
 *
 * <p>Threads: the record is immutable, its headers are not; both are confined to the event loop of their exchange.
 *
 * @param status code and reason phrase
 * @param headers the fields without {@code Content-Length} and {@code Transfer-Encoding}: {@code length} stands for
 *     them. A {@code Connection} field is advice: the listener overrules it where the connection has to close.
 * @param length the length of the body in bytes as announced (to HEAD, of the body that GET would get), or -1 where it
 *     was not
 */
public record ResponseHead(HttpResponseStatus status, HttpHeaders headers, long length) {}
