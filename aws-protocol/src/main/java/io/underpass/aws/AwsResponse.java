package io.underpass.aws;

import java.util.Map;

/**
 * The answer of a control API, whole.
 *
 * <p>Threads: immutable; nobody writes to {@code body}.
 *
 * @param status the HTTP status
 * @param headers the header fields to send, in order, framing left out
 * @param body the body; empty where there is none
 */
public record AwsResponse(int status, Map<String, String> headers, byte[] body) {}
