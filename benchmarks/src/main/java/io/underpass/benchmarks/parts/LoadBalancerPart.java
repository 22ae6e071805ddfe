package io.underpass.benchmarks.parts;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.alb.TargetStates.TargetHealth;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.data.AlbSettings;
import io.underpass.alb.data.HealthStates;
import io.underpass.alb.data.LoadBalancerFleet;
import io.underpass.alb.data.Lookup;
import io.underpass.alb.data.TargetStatus;
import io.underpass.aws.RandomIds;
import java.time.InstantSource;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * The load balancer without sockets: from a request's head to its response's end, with five rules of which the last
 * matches, two healthy targets that answer at once, header rules, and the Journal's trail.
 *
 * <p>Threads: one.
 */
public class LoadBalancerPart extends Part {

    private static final int RULES = 5;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final HttpHeaders fields = Messages.requestFields();
    private final QuietBackend target = new QuietBackend();
    private final LoadBalancerFleet fleet = new LoadBalancerFleet(
            new AllHealthy(),
            (host, port, connectTimeout, idleTimeout) -> target,
            new RandomIds(new Random(7)),
            InstantSource.system(),
            AlbSettings.DEFAULT);

    @Setup
    public void build() {
        fleet.follow(snapshot());
    }

    /** What it serves. */
    AlbSnapshot snapshot() {
        return LoadBalancers.withRules(RULES);
    }

    @Benchmark
    public int request() {
        QuietExchange exchange = new QuietExchange(channel.eventLoop(), "/orders/42?page=2&sort=asc", fields);
        if (fleet.find(LoadBalancers.ARN, "http", 80) instanceof Lookup.Found found) {
            found.service().handle(exchange);
        }
        return exchange.status();
    }

    private static final class AllHealthy implements HealthStates {

        private final TargetStatus healthy = new TargetStatus(new TargetHealth("healthy", "", ""), "");

        @Override
        public long version() {
            return 1;
        }

        @Override
        public TargetStatus status(CompiledTargetGroup group, CompiledTarget ofTarget) {
            return healthy;
        }
    }
}
