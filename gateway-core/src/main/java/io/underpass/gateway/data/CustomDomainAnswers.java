package io.underpass.gateway.data;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.gateway.compile.CustomDomain;
import io.underpass.gateway.compile.CustomDomains;
import io.underpass.wire.Exchange;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.HostAndPort;
import io.underpass.wire.Peer;
import io.underpass.wire.WholeResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Requests to custom domain names: those are answered for, and the API is found by the base path (spec 2.8).
 *
 * <p>Threads: safe; each exchange is confined to its event loop.
 */
final class CustomDomainAnswers {

    private final BiConsumer<Exchange, InvokeAddress> invocations;

    CustomDomainAnswers(BiConsumer<Exchange, InvokeAddress> invocations) {
        this.invocations = invocations;
    }

    /** Takes over the exchange if its host is one of {@code domains}; whether it was. */
    boolean handle(Exchange exchange, CustomDomains domains) {
        String host = exchange.request().headers().get(FieldNames.HOST, "");
        String name = HostAndPort.parse(host)
                .map(parsed -> parsed.lowerCased().host())
                .orElse("");
        Optional<CustomDomain> domain = domains.find(name);
        if (domain.isEmpty()) {
            return false;
        }
        String path = exchange.request().path();
        if (!letsIn(domain.get(), exchange.peer(), domains)) {
            forbid(exchange, name);
        } else if (path.equals("/ping") || path.equals("/sping")) {
            // Reserved for AWS's own health checks; that they are answered so is a guess.
            WholeResponse.of(HttpResponseStatus.OK, "text/plain", "healthy").sendTo(exchange);
        } else {
            invocations.accept(
                    exchange,
                    domain.get()
                            .mapping(path)
                            .map(mapping -> InvokeAddress.mapped(mapping, path, host))
                            .orElseGet(() -> InvokeAddress.unmapped(path, host)));
        }
        return true;
    }

    /**
     * Whether the client has shown the certificate that the domain wants. TLS has checked it for the name that was asked
     * for there, which may be another than the request's.
     */
    private static boolean letsIn(CustomDomain domain, Peer peer, CustomDomains domains) {
        return domain.source().mutualTls().isEmpty()
                || (peer.clientCertificate().isPresent()
                        && domains.find(peer.serverName())
                                .filter(asked -> asked.source().equals(domain.source()))
                                .isPresent());
    }

    private static void forbid(Exchange exchange, String name) {
        exchange.trail()
                .fail(
                        TrailSteps.API,
                        "the custom domain name " + name
                                + " wants a client certificate (mutualTlsAuthentication), shown in a TLS connection to"
                                + " that name");
        FaultType fault = FaultType.FORBIDDEN;
        FieldList headers = new FieldList();
        headers.add(FieldNames.CONTENT_TYPE, fault.contentType()).add(Fields.ERROR_TYPE, fault.errorType());
        WholeResponse.of(fault.status(), headers, fault.body(fault.message()).getBytes(StandardCharsets.UTF_8))
                .sendTo(exchange);
    }
}
