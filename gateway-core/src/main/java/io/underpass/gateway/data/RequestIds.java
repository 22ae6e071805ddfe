package io.underpass.gateway.data;

/** Makes the identifiers of a request. An interface, so that tests can hold them still. Threads: safe, never blocking. */
public interface RequestIds {

    /** A new {@code $context.requestId}: a UUID of version 4 in its text form. */
    String requestId();

    /** A new {@code $context.extendedRequestId}: 15 characters of URL-safe base64 and an equals sign. */
    String extendedRequestId();

    /** {@code length} hexadecimal digits in lower case, for trace ids. */
    String hex(int length);

    /** Random identifiers. */
    static RequestIds random() {
        return new RandomRequestIds();
    }
}
