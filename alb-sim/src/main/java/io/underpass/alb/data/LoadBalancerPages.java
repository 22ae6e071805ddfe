package io.underpass.alb.data;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.HttpDate;
import io.underpass.wire.ProtocolErrors;
import java.time.InstantSource;

/**
 * What a load balancer says to a client that does not speak HTTP as it should: its pages (spec 4.7). Header fields that
 * are too large are a 400 (spec 5.1, one of two readings).
 *
 * <p>Threads: safe.
 */
public final class LoadBalancerPages implements ProtocolErrors {

    private static final int FIELDS_TOO_LARGE = 431;

    private final boolean server;
    private final HttpDate date;

    /**
     * Pages of one listener.
     *
     * @param server whether they name the load balancer as their server
     */
    public LoadBalancerPages(boolean server, InstantSource clock) {
        this.server = server;
        this.date = new HttpDate(clock);
    }

    @Override
    public Reply render(HttpResponseStatus proposed, String reason) {
        HttpResponseStatus status = proposed.code() == FIELDS_TOO_LARGE
                ? HttpResponseStatus.BAD_REQUEST
                : StatusLine.of(proposed.code());
        HttpHeaders headers = new FieldList();
        if (server) {
            headers.add(FieldNames.SERVER, OwnAnswers.SERVER);
        }
        headers.add(FieldNames.DATE, date.now()).add(FieldNames.CONTENT_TYPE, "text/html");
        return new Reply(status, headers, ErrorPage.html(status));
    }
}
