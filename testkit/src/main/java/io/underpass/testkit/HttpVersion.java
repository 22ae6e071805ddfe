package io.underpass.testkit;

/** A protocol that a {@link FakeTarget} speaks. Threads: constants. */
public enum HttpVersion {
    /** HTTP/1.1, and the WebSockets that begin with it. */
    HTTP_1_1,
    /** HTTP/2: over TLS where the client chooses it (ALPN), in clear text for those who know beforehand (RFC 9113 3.3). */
    HTTP_2
}
