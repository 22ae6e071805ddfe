package io.underpass.benchmarks.load;

/** Which core does what: the contestants run alone on one, wrk and the backend on the other. Threads: stateless. */
final class Cores {

    static final int PROXY = 0;
    static final int LOAD = 1;

    private Cores() {}
}
