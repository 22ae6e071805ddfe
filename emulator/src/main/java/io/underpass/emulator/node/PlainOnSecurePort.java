package io.underpass.emulator.node;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.Exchange;
import io.underpass.wire.WholeResponse;

/**
 * What a client gets that does not speak TLS where it should: nginx's words, which AWS's answer resembles elsewhere (a
 * guess).
 *
 * <p>Threads: stateless.
 */
final class PlainOnSecurePort {

    private static final String REASON = "The plain HTTP request was sent to HTTPS port";

    private PlainOnSecurePort() {}

    static void refuse(Exchange exchange) {
        exchange.trail().fail(NodeService.LISTENER, "the listener speaks TLS, the client does not");
        String page = "<html>\r\n<head><title>400 " + REASON + "</title></head>\r\n<body>\r\n<center><h1>400 Bad"
                + " Request</h1></center>\r\n<center>" + REASON + "</center>\r\n</body>\r\n</html>\r\n";
        WholeResponse.of(HttpResponseStatus.BAD_REQUEST, "text/html", page).sendTo(exchange);
    }
}
