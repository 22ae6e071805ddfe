package io.underpass.benchmarks.load;

import java.util.List;

/**
 * A server under load.
 *
 * <p>Threads: immutable.
 *
 * @param name as the table shows it
 * @param url where wrk sends its requests; the path of the case is appended
 * @param headers what is sent along, each as wrk wants it
 * @param processes the process ids whose CPU time and memory count
 */
record Contestant(String name, String url, List<String> headers, List<Long> processes) {

    Contestant(String name, String url, List<Long> processes) {
        this(name, url, List.of(), processes);
    }

    /** Whether it warms up. */
    boolean jvm() {
        return !name.startsWith("nginx") && !name.startsWith("haproxy") && !name.equals("direct");
    }
}
