package io.underpass.alb.data;

import io.underpass.alb.identity.Session;
import io.underpass.wire.DelegatingExchange;
import io.underpass.wire.Exchange;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.RequestHead;
import io.underpass.wire.ResponseHead;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An exchange with a rule that lets people sign in: its request tells the target who it is from, its response sets cookies.
 *
 * <p>Threads: as the exchange it is made of.
 */
final class AuthenticatedExchange extends DelegatingExchange {

    private static final String PREFIX = "x-amzn-oidc-";

    private final RequestHead request;
    private final List<String> cookies;

    private AuthenticatedExchange(Exchange exchange, RequestHead request, List<String> cookies) {
        super(exchange);
        this.request = request;
        this.cookies = cookies;
    }

    /** Of somebody who has signed in. */
    static Exchange of(Exchange exchange, Session session, String signedClaims, List<String> cookies) {
        RequestHead head = withoutIdentity(exchange.request());
        head.headers()
                .add(PREFIX + "accesstoken", session.accessToken())
                .add(PREFIX + "identity", session.subject())
                .add(PREFIX + "data", signedClaims);
        return new AuthenticatedExchange(exchange, head, cookies);
    }

    /** Of somebody unknown: what the request itself says of its identity is not believed. */
    static Exchange anonymous(Exchange exchange) {
        return new AuthenticatedExchange(exchange, withoutIdentity(exchange.request()), List.of());
    }

    /** As it is, but for cookies that its response sets. */
    static Exchange setting(List<String> cookies, Exchange exchange) {
        return new AuthenticatedExchange(exchange, exchange.request(), cookies);
    }

    /** That clients cannot send such fields is a guess; on AWS they come with every request that has been let pass. */
    private static RequestHead withoutIdentity(RequestHead head) {
        FieldList received = FieldList.of(head.headers());
        FieldList headers = new FieldList();
        for (int i = 0; i < received.size(); i++) {
            CharSequence name = received.name(i);
            if (FieldNames.CONNECTION.contentEqualsIgnoreCase(name)) {
                headers.append(name, withoutIdentity(received.value(i).toString()));
            } else if (!isIdentity(name.toString())) {
                headers.append(name, received.value(i));
            }
        }
        return new RequestHead(head.method(), head.target(), head.version(), headers);
    }

    /** A Connection field that names one of them would take from the target what it is told here. */
    private static String withoutIdentity(String connection) {
        return Arrays.stream(connection.split(",", -1))
                .map(String::strip)
                .filter(option -> !isIdentity(option))
                .collect(Collectors.joining(", "));
    }

    private static boolean isIdentity(String name) {
        return name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    @Override
    public RequestHead request() {
        return request;
    }

    @Override
    public void head(ResponseHead head) {
        if (cookies.isEmpty()) {
            super.head(head);
            return;
        }
        FieldList headers = FieldList.of(head.headers());
        cookies.forEach(cookie -> headers.append(FieldNames.SET_COOKIE, cookie));
        super.head(new ResponseHead(head.status(), headers, head.length()));
    }
}
