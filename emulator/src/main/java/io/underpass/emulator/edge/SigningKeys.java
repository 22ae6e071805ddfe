package io.underpass.emulator.edge;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.Exchange;
import io.underpass.wire.HttpService;
import io.underpass.wire.WholeResponse;
import java.util.Optional;
import java.util.function.Function;

/**
 * The keys by which targets verify what load balancers tell them of people, in PEM: at {@code /_underpass/elb-keys/KID}, and
 * where AWS has them, at {@code /KID} of {@code public-keys.auth.elb.REGION.amazonaws.com}.
 *
 * <p>Threads: safe; called on event loops.
 */
final class SigningKeys implements HttpService {

    /** Where they are below the admin API. */
    static final String PREFIX = AdminService.PREFIX + "elb-keys/";

    private static final String HOST_PREFIX = "public-keys.auth.elb.";

    private final Function<String, Optional<String>> keys;

    /** Those that {@code keys} finds by their ids. */
    SigningKeys(Function<String, Optional<String>> keys) {
        this.keys = keys;
    }

    /** Whether this is the name of the host that has them on AWS. */
    static boolean isHost(String name) {
        return name.startsWith(HOST_PREFIX);
    }

    @Override
    public void handle(Exchange exchange) {
        String path = exchange.request().path();
        String keyId = path.substring(path.lastIndexOf('/') + 1);
        Optional<String> pem = keys.apply(keyId);
        if (pem.isPresent()) {
            WholeResponse.of(HttpResponseStatus.OK, "application/x-pem-file", pem.get())
                    .sendTo(exchange);
        } else {
            Answer.message(exchange, 404, "No load balancer signs with a key '" + keyId + "'");
        }
    }
}
