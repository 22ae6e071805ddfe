package io.underpass.wire;

/**
 * Answers HTTP requests.
 *
 * <p>Threads: {@link #handle} is called on {@link Exchange#eventLoop()} and must not block; a service that has to wait
 * returns and answers later, on that same event loop.
 */
@FunctionalInterface
public interface HttpService {

    /**
     * Takes over one exchange. The service owns it from here on: it calls {@link Exchange#head}, any number of
     * {@link Exchange#data}, then {@link Exchange#end}, or {@link Exchange#abort} at any point, exactly once.
     */
    void handle(Exchange exchange);
}
