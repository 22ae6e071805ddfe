package io.underpass.benchmarks.load;

import java.util.List;

/**
 * A server under load.
 *
 * <p>Threads: immutable.
 *
 * @param name as the table shows it
 * @param url where wrk sends its requests; the path of the case is appended
 * @param processes the process ids whose CPU time and memory count
 */
record Contestant(String name, String url, List<Long> processes) {}
