package io.underpass.alb.compile;

import io.underpass.alb.model.Cidr;
import java.util.List;

/**
 * By the address at the other end of the connection.
 *
 * <p>Threads: immutable.
 */
record SourceIpCondition(List<Cidr> blocks) implements CompiledCondition {

    @Override
    public boolean matches(RequestFacts request) {
        for (Cidr block : blocks) {
            if (block.contains(request.source())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String found(RequestFacts request) {
        return request.source().getHostAddress();
    }

    @Override
    public String toString() {
        return "source-ip " + blocks;
    }
}
