package io.underpass.alb.data;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledListener;
import io.underpass.alb.desync.HeadJudge;
import io.underpass.alb.desync.Mode;
import io.underpass.wire.ClientTimes;
import io.underpass.wire.ConnectionObserver;
import io.underpass.wire.FieldList;
import io.underpass.wire.ListenerSettings;
import io.underpass.wire.ProtocolErrors;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a socket behaves that is a load balancer's own: its limits, its times, and its pages for what is no request (spec
 * 5.1, 5.2). All of it is looked up when it is needed, since attributes change while a socket stays open.
 *
 * <p>Threads: safe.
 */
final class OwnSocket implements ProtocolErrors {

    private static final int MAX_REQUEST_LINE_BYTES = 16 * 1024;
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    /** A line of 16,384 bytes was refused (observed on AWS). */
    private static final int MAX_FIELD_BYTES = 16 * 1024 - 1;

    private final OwnAnswers answers;
    private final Supplier<Optional<ListenerEntry>> at;
    private final ConnectionObserver connections;

    OwnSocket(OwnAnswers answers, Supplier<Optional<ListenerEntry>> at, ConnectionObserver connections) {
        this.answers = answers;
        this.at = at;
        this.connections = connections;
    }

    ListenerSettings settings() {
        ListenerSettings usual = ListenerSettings.defaults();
        ClientTimes defaults = usual.times().get();
        return usual.withMaxRequestLineBytes(MAX_REQUEST_LINE_BYTES)
                .withMaxHeaderBytes(MAX_HEADER_BYTES)
                .withMaxFieldBytes(MAX_FIELD_BYTES)
                .withTimes(() -> at.get()
                        .map(entry -> entry.loadBalancer().clientTimes())
                        .orElse(defaults))
                .withErrors(this)
                .withConnections(connections)
                .withHeadPolicy(new HeadJudge(
                        () -> at.get()
                                .map(entry -> entry.loadBalancer().desync())
                                .orElse(Mode.DEFENSIVE),
                        () -> at.get()
                                .filter(entry ->
                                        entry.loadBalancer().requestHeaders().preserveHost())
                                .isPresent()));
    }

    @Override
    public Reply render(HttpResponseStatus status, String reason) {
        // Header fields that are too large are 400 in one of AWS's lists and 413 in another.
        int code = status.equals(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE) ? 400 : status.code();
        HttpResponseStatus own = StatusLine.of(code);
        Optional<CompiledListener> listener = at.get().map(ListenerEntry::listener);
        FieldList headers = answers.pageFields(listener.map(CompiledListener::responseHeaders));
        return new Reply(own, headers, ErrorPage.html(own));
    }
}
