package io.underpass.aws.sigv4;

/**
 * Why a request's signature does not count.
 *
 * <p>Threads: immutable.
 *
 * @param message what AWS tells the client
 * @param detail for people, empty where the message says it all
 */
public record Refusal(Kind kind, String message, String detail) {

    /** AWS's exceptions. */
    public enum Kind {
        /** {@code MissingAuthenticationTokenException}: the request is not signed. */
        MISSING,
        /** {@code IncompleteSignatureException}: something of the signature is missing or cannot be read. */
        INCOMPLETE,
        /** {@code UnrecognizedClientException}: nobody has this access key. */
        UNRECOGNIZED_CLIENT,
        /** {@code InvalidSignatureException}: the signature is of another request, key, place or time. */
        INVALID
    }

    static Refusal of(Kind kind, String message) {
        return new Refusal(kind, message, "");
    }
}
