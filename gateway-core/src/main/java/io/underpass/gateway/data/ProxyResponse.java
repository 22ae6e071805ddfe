package io.underpass.gateway.data;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.FieldList;

/**
 * What a Lambda function behind an {@code AWS_PROXY} integration has answered.
 *
 * <p>Threads: immutable.
 */
sealed interface ProxyResponse {

    /** A response for the client. */
    record Understood(HttpResponseStatus status, FieldList fields, byte[] body) implements ProxyResponse {}

    /**
     * No response (502).
     *
     * @param reason for people
     */
    record Malformed(String reason) implements ProxyResponse {}

    /**
     * A response whose body is no base64, though it says so (500, spec 2.13).
     *
     * @param reason for people
     */
    record Undecodable(String reason) implements ProxyResponse {}
}
