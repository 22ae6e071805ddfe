package io.underpass.alb.data;

import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.alb.compile.RequestFacts;
import io.underpass.wire.Exchange;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.RequestHead;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** An exchange as conditions see it. Threads: as its exchange; read only once that has ended. */
final class ExchangeFacts implements RequestFacts {

    private final RequestHead head;
    private final InetAddress source;
    private final String path;
    private final HostField hostField;

    ExchangeFacts(Exchange exchange) {
        this.head = exchange.request();
        this.source = Objects.requireNonNull(exchange.peer().remote().getAddress(), "the client has no address");
        this.path = head.path();
        this.hostField = new HostField(head.headers().get(FieldNames.HOST, ""));
    }

    private ExchangeFacts(RequestHead head, InetAddress source, String path, HostField hostField) {
        this.head = head;
        this.source = source;
        this.path = path;
        this.hostField = hostField;
    }

    /** These facts for later: with header fields of their own, which are those of these names. */
    ExchangeFacts withOnly(Set<String> names) {
        HttpHeaders kept = EmptyHttpHeaders.INSTANCE;
        if (!names.isEmpty()) {
            kept = new FieldList();
            for (String name : names) {
                kept.add(name, head.headers().getAll(name));
            }
        }
        RequestHead reduced = new RequestHead(head.method(), head.target(), head.version(), kept);
        return new ExchangeFacts(reduced, source, path, hostField);
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
        return hostField.name();
    }

    /** The first Host field; empty where there is none. */
    HostField hostField() {
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
