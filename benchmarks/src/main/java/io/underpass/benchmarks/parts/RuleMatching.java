package io.underpass.benchmarks.parts;

import io.underpass.alb.compile.CompiledListener;
import io.underpass.alb.compile.RequestFacts;
import java.net.InetAddress;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Finding the rule of a request where the last of them matches. Threads: one. */
public class RuleMatching extends Part {

    @Param({"5", "100", "1000"})
    public int rules;

    private final RequestFacts facts =
            new Facts("GET", "/orders/42", "page=2", "shop", InetAddress.getLoopbackAddress());
    private CompiledListener listener = listener(1);

    @Setup
    public void build() {
        listener = listener(rules);
        if (listener.isMiss(listener.rule(facts))) {
            throw new IllegalStateException("no rule");
        }
    }

    @Benchmark
    public Object rule() {
        return listener.rule(facts);
    }

    private static CompiledListener listener(int rules) {
        return LoadBalancers.withRules(rules)
                .listener(LoadBalancers.LISTENER)
                .orElseThrow()
                .listener();
    }

    private record Facts(String method, String path, String query, String host, InetAddress source)
            implements RequestFacts {

        @Override
        public List<String> header(String name) {
            return List.of();
        }
    }
}
