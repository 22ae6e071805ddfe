package io.underpass.alb.data;

import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.underpass.alb.compile.CompiledListener;
import io.underpass.alb.compile.CompiledLoadBalancer;
import io.underpass.alb.compile.RequestHeaderSettings;
import io.underpass.alb.model.LoadBalancerAttributes.XForwardedFor;
import io.underpass.wire.Exchange;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.FieldSet;
import io.underpass.wire.RequestHead;
import java.util.function.Predicate;

/**
 * Makes the head that a target gets: the load balancer's own fields first, then the client's, case and order kept. Path
 * and query stay byte for byte.
 *
 * <p>Threads: safe.
 */
final class TargetHead {

    private static final AsciiString X_AMZN_TRACE_ID = AsciiString.cached(TraceId.NAME);
    private static final FieldSet OWN = FieldSet.of(
            FieldNames.HOST,
            FieldNames.X_FORWARDED_PROTO,
            FieldNames.X_FORWARDED_PORT,
            X_AMZN_TRACE_ID,
            FieldNames.EXPECT,
            FieldNames.CONTENT_LENGTH);

    private final TraceId traceId;

    TargetHead(TraceId traceId) {
        this.traceId = traceId;
    }

    RequestHead of(
            Exchange exchange, ExchangeFacts facts, CompiledLoadBalancer loadBalancer, CompiledListener listener) {
        RequestHead request = exchange.request();
        FieldList received = FieldList.of(request.headers());
        RequestHeaderSettings settings = loadBalancer.requestHeaders();
        Predicate<CharSequence> endsHere = ConnectionFields.in(received);
        FieldList headers = new FieldList();
        if (settings.xForwardedFor() == XForwardedFor.APPEND) {
            ForwardedFor forwarded =
                    endsHere.test(FieldNames.X_FORWARDED_FOR) ? ForwardedFor.NONE : facts.forwardedFor();
            headers.append(
                    FieldNames.X_FORWARDED_FOR, forwarded.with(exchange.peer().remote(), settings.clientPort()));
        }
        headers.append(FieldNames.X_FORWARDED_PROTO, listener.scheme());
        headers.append(FieldNames.X_FORWARDED_PORT, listener.portText());
        if (listener.secure()) {
            TlsFields.add(headers, exchange.peer(), listener.tlsHeaders(), settings.tellsTls());
        }
        addHost(headers, received, facts, loadBalancer, listener);
        String trace = endsHere.test(X_AMZN_TRACE_ID) ? "" : received.get(X_AMZN_TRACE_ID, "");
        String traced = traceId.forTarget(trace, received);
        headers.append(X_AMZN_TRACE_ID, traced);
        if (facts.log() != null) {
            facts.log().tracedAs(traced);
        }
        if (addOthers(headers, received, endsHere, settings, listener)) {
            facts.counts()
                    .count(
                            settings.dropInvalidFields()
                                    ? LoadBalancerMetric.DROPPED_INVALID_HEADER_REQUEST_COUNT
                                    : LoadBalancerMetric.FORWARDED_INVALID_HEADER_REQUEST_COUNT);
        }
        if (exchange.remark().isPresent() && exchange.remark().get().closesConnections()) {
            headers.append(FieldNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        return new RequestHead(request.method(), request.target(), HttpVersion.HTTP_1_1, headers);
    }

    private static void addHost(
            FieldList headers,
            FieldList received,
            ExchangeFacts facts,
            CompiledLoadBalancer loadBalancer,
            CompiledListener listener) {
        if (facts.hostField().isEmpty()) {
            headers.add(FieldNames.HOST, new HostField(loadBalancer.dnsName()).forTarget(listener.port()));
        } else if (loadBalancer.requestHeaders().preserveHost()) {
            headers.add(FieldNames.HOST, received.getAll(FieldNames.HOST));
        } else {
            headers.append(FieldNames.HOST, facts.hostField().forTarget(listener.port()));
        }
    }

    /** Whether some of them have odd names. */
    private static boolean addOthers(
            FieldList headers,
            FieldList received,
            Predicate<CharSequence> endsHere,
            RequestHeaderSettings settings,
            CompiledListener listener) {
        boolean odd = false;
        for (int i = 0; i < received.size(); i++) {
            CharSequence name = received.name(i);
            if (!isReplaced(name, settings)
                    && !endsHere.test(name)
                    && !(listener.secure() && listener.tlsHeaders().replaces(name, settings.tellsTls()))) {
                boolean invalid = OddName.is(name);
                odd |= invalid;
                if (!invalid || !settings.dropInvalidFields()) {
                    headers.append(name, received.value(i));
                }
            }
        }
        return odd;
    }

    private static boolean isReplaced(CharSequence name, RequestHeaderSettings settings) {
        return OWN.contains(name)
                || (settings.xForwardedFor() != XForwardedFor.PRESERVE
                        && FieldNames.X_FORWARDED_FOR.contentEqualsIgnoreCase(name));
    }
}
