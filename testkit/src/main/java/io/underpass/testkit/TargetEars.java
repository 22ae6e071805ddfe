package io.underpass.testkit;

/**
 * What a fake target hears from its connections.
 *
 * <p>Threads: called on event loops; implementations are safe and do not wait.
 */
interface TargetEars {

    /** The answer to {@code request}, which was read to its end. */
    Reply reply(RecordedRequest request);

    /** A request that is too long, or no HTTP: as much of it as is known. */
    void refused(RecordedRequest request);

    /** A client with which there was no TLS, and why. */
    void notSecured(String reason);

    /** A WebSocket that was opened. */
    void opened(TargetSocket socket);
}
