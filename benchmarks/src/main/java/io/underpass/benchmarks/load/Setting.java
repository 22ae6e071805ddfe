package io.underpass.benchmarks.load;

/**
 * What one row of the table varies.
 *
 * <p>Threads: immutable.
 *
 * @param name as the table shows it
 * @param path what is asked for, which decides the size of the body
 * @param connections how many connections wrk keeps busy
 * @param script a Lua script for wrk; empty for plain GETs
 * @param oneCore whether proxy, load and backend share one core, as latency wants it
 */
record Setting(String name, String path, int connections, String script, boolean oneCore) {

    static final Setting SMALL = get("100 B, 64 connections", "/100b", 64);

    static Setting get(String name, String path, int connections) {
        return new Setting(name, path, connections, "", false);
    }

    /** This setting with everything on one core. */
    Setting onOneCore() {
        return new Setting(name + ", one core", path, connections, script, true);
    }
}
