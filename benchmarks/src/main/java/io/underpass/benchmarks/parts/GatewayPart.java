package io.underpass.benchmarks.parts;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.aws.control.ControlState;
import io.underpass.gateway.AwsServices;
import io.underpass.gateway.InternetOrigins;
import io.underpass.gateway.LambdaFunctions;
import io.underpass.gateway.PrivateLinks;
import io.underpass.gateway.StageLogs;
import io.underpass.gateway.compile.GatewaySnapshot;
import io.underpass.gateway.data.GatewayService;
import io.underpass.gateway.data.InvokeAddress;
import io.underpass.gateway.data.Metering;
import io.underpass.gateway.data.RequestIds;
import io.underpass.gateway.data.Trust;
import io.underpass.gateway.model.GatewayState;
import java.time.InstantSource;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * The gateway without sockets: from a request's head to its response's end, with the tutorial's greedy proxy resource, a
 * backend that answers at once, ids, header rules, the response held whole, and the Journal's trail.
 *
 * <p>Threads: one.
 */
public class GatewayPart extends Part {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final HttpHeaders fields = Messages.requestFields();
    private final ControlState<GatewayState, GatewaySnapshot> control = Gateways.proxy();
    private final PrivateLinks.Resolution backend = new PrivateLinks.Resolution.Resolved(new QuietBackend());
    private final GatewayService service = new GatewayService(
            control::snapshot,
            (scope, link, target, endpoint, security, trail) -> backend,
            InternetOrigins.NONE,
            LambdaFunctions.NONE,
            AwsServices.NONE,
            Gateways.NO_WORKERS,
            Trust.inNobody(InstantSource.system()),
            Metering.of(InstantSource.system(), false),
            StageLogs.NONE,
            RequestIds.random(),
            InstantSource.system());

    @Benchmark
    public int request() {
        QuietExchange exchange = new QuietExchange(channel.eventLoop(), "/dev/orders/42?page=2&sort=asc", fields);
        service.handle(exchange, InvokeAddress.of(exchange.request()).orElseThrow());
        return exchange.status();
    }
}
