package io.underpass.wire;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to a service in this process: a call on the same event loop, without a socket, a copy or a second
 * parse.
 *
 * <p>Threads: safe; each call is confined to the event loop of its request.
 */
public final class InProcessUpstream implements Upstream {

    private static final Logger LOG = LoggerFactory.getLogger(InProcessUpstream.class);

    private final HttpService service;
    private final ExchangeObserver observer;

    /** Calls {@code service}. */
    public InProcessUpstream(HttpService service) {
        this(service, (exchange, completion) -> {});
    }

    /** Calls {@code service} and tells {@code observer} of each exchange, as a listener would. */
    public InProcessUpstream(HttpService service, ExchangeObserver observer) {
        this.service = service;
        this.observer = observer;
    }

    @Override
    public Flow send(UpstreamRequest request, ResponseSink sink) {
        LocalExchange exchange = new LocalExchange(request, sink, observer);
        try {
            service.handle(exchange);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            LOG.error("the service failed on a request from {}", request.peer().remote(), e);
            exchange.broken(internalServerError(), new Failure(Failure.Kind.INTERNAL, "the service failed: " + e));
        }
        return exchange.flow();
    }

    private static ResponseHead internalServerError() {
        HttpHeaders headers = new FieldList().append(FieldNames.CONTENT_TYPE, "text/plain; charset=utf-8");
        return new ResponseHead(HttpResponseStatus.INTERNAL_SERVER_ERROR, headers, 0);
    }
}
