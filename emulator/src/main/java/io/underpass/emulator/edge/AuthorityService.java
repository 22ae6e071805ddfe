package io.underpass.emulator.edge;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.wire.Exchange;
import io.underpass.wire.HttpService;
import io.underpass.wire.WholeResponse;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers GET at {@code /_underpass/ca.pem} with the certificate that clients of the TLS port are to trust.
 *
 * <p>Threads: safe.
 */
public final class AuthorityService implements HttpService {

    private static final Logger LOG = LoggerFactory.getLogger(AuthorityService.class);

    private final Supplier<CompletionStage<String>> pem;

    /** Answers with {@code pem}, which is made on another thread. */
    public AuthorityService(Supplier<CompletionStage<String>> pem) {
        this.pem = pem;
    }

    @Override
    public void handle(Exchange exchange) {
        pem.get()
                .whenComplete((text, failure) -> exchange.eventLoop().execute(() -> {
                    if (failure == null) {
                        WholeResponse.of(HttpResponseStatus.OK, "application/x-pem-file", text)
                                .sendTo(exchange);
                    } else {
                        LOG.error("There is no local CA", failure);
                        Answer.message(exchange, 500, "There is no local CA: " + failure.getMessage());
                    }
                }));
    }
}
