package io.underpass.benchmarks.parts;

import io.underpass.gateway.compile.CompiledStage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Finding the route of a path with a parameter among few and many, all of them looked for in turn. Threads: one. */
public class RouteMatching extends Part {

    private static final int PATHS = 1024;

    @Param({"10", "1000", "100000"})
    public int routes;

    private final String[] paths = new String[PATHS];
    private CompiledStage stage = stage(1);
    private int next;

    @Setup
    public void build() {
        stage = stage(routes);
        for (int i = 0; i < PATHS; i++) {
            paths[i] = "/service-" + (int) ((long) i * routes / PATHS) + "/orders/" + i;
        }
        if (stage.match("GET", paths[PATHS - 1]).isEmpty()) {
            throw new IllegalStateException("no route");
        }
    }

    @Benchmark
    public Object match() {
        next = (next + 1) % PATHS;
        return stage.match("GET", paths[next]);
    }

    private static CompiledStage stage(int routes) {
        return Gateways.routes(routes)
                .snapshot()
                .api("abc")
                .orElseThrow()
                .stage("dev")
                .orElseThrow();
    }
}
