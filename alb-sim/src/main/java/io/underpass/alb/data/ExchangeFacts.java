package io.underpass.alb.data;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.underpass.alb.compile.RequestFacts;
import io.underpass.wire.Exchange;
import io.underpass.wire.RequestHead;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** An exchange as conditions see it. Threads: as its exchange; read only once that has ended. */
final class ExchangeFacts implements RequestFacts {

    private final RequestHead head;
    private final InetAddress source;
    private final String path;
    private final String hostField;
    private final String host;

    ExchangeFacts(Exchange exchange) {
        this.head = exchange.request();
        this.source = Objects.requireNonNull(exchange.peer().remote().getAddress(), "the client has no address");
        this.path = head.path();
        this.hostField =
                Optional.ofNullable(head.headers().get(HttpHeaderNames.HOST)).orElse("");
        this.host = HostField.name(hostField);
    }

    @Override
    public String method() {
        return head.method().name();
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String query() {
        String query = head.query();
        int fragment = query.indexOf('#');
        return fragment < 0 ? query : query.substring(0, fragment);
    }

    @Override
    public String host() {
        return host;
    }

    /** The first Host field as received; empty where there is none. */
    String hostField() {
        return hostField;
    }

    @Override
    public List<String> header(String name) {
        return head.headers().getAll(name);
    }

    @Override
    public InetAddress source() {
        return source;
    }
}
