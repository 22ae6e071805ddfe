package io.underpass.alb.data;

import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.alb.compile.RegexWork;
import io.underpass.alb.compile.RequestFacts;
import io.underpass.wire.Exchange;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.RequestHead;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An exchange as conditions see it. Threads: as its exchange; read only once that has ended. */
final class ExchangeFacts implements RequestFacts {

    private final RequestHead head;
    private final InetAddress source;
    private final String path;
    private final HostField hostField;
    private final ForwardedFor forwardedFor;
    private final MetricCounters.OnLoop counts;
    private @Nullable LoggedFacts log; // Null where the load balancer keeps no access log.
    private @Nullable RegexWork regexWork; // There for requests on which regular expressions are tried.
    private @Nullable String query; // Cut from the target when first asked for; whoever does so cuts the same.

    /**
     * What {@code exchange} asks for.
     *
     * @param counts of its load balancer, on its event loop
     */
    ExchangeFacts(Exchange exchange, MetricCounters.OnLoop counts) {
        this.counts = counts;
        this.head = exchange.request();
        this.source = Objects.requireNonNull(exchange.peer().remote().getAddress(), "the client has no address");
        this.path = head.path();
        this.hostField = new HostField(head.headers().get(FieldNames.HOST, ""));
        this.forwardedFor = ForwardedFor.in(head.headers());
    }

    private ExchangeFacts(RequestHead head, ExchangeFacts other) {
        this.counts = other.counts;
        this.head = head;
        this.source = other.source;
        this.path = other.path;
        this.hostField = other.hostField;
        this.forwardedFor = other.forwardedFor;
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
        return new ExchangeFacts(reduced, this);
    }

    /** Where it is counted of the load balancer. */
    MetricCounters.OnLoop counts() {
        return counts;
    }

    /** The access log wants to know more of this exchange. */
    void loggedIn(LoggedFacts facts) {
        log = facts;
    }

    /** Where is kept what an access log says; null where there is none. */
    @Nullable
    LoggedFacts log() {
        return log;
    }

    /** These facts, as if nothing had been tried on them yet. */
    ExchangeFacts again() {
        return new ExchangeFacts(head, this);
    }

    @Override
    public RegexWork regexWork() {
        RegexWork known = regexWork;
        if (known == null) {
            known = new RegexWork();
            regexWork = known;
        }
        return known;
    }

    /** Whether some regular expressions were not tried. */
    boolean exceedsRegexWork() {
        return regexWork != null && regexWork.exceeded();
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
        String known = query;
        if (known == null) {
            String whole = head.query();
            int fragment = whole.indexOf('#');
            known = fragment < 0 ? whole : whole.substring(0, fragment);
            query = known;
        }
        return known;
    }

    @Override
    public String host() {
        return hostField.name();
    }

    /** The first Host field; empty where there is none. */
    HostField hostField() {
        return hostField;
    }

    /** What it says of those that the request came from. */
    ForwardedFor forwardedFor() {
        return forwardedFor;
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
