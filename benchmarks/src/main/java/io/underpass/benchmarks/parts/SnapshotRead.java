package io.underpass.benchmarks.parts;

import io.underpass.aws.control.ControlState;
import io.underpass.gateway.compile.GatewaySnapshot;
import io.underpass.gateway.model.GatewayState;
import org.openjdk.jmh.annotations.Benchmark;

/** What every request does first: it reads the newest snapshot and keeps it. Threads: one. */
public class SnapshotRead extends Part {

    private final ControlState<GatewayState, GatewaySnapshot> control = Gateways.proxy();

    @Benchmark
    public Object snapshot() {
        return control.snapshot();
    }

    @Benchmark
    public Object snapshotAndApi() {
        return control.snapshot().api("abc");
    }
}
