package io.underpass.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Configures HAProxy as a proxy: one thread, connections to servers always re-used. Threads: confined to the main thread. */
final class HaProxy {

    private final Programs programs;
    private final Path folder;

    HaProxy(Programs programs, Path folder) {
        this.programs = programs;
        this.folder = folder;
    }

    /** A proxy from {@code port} to {@code upstreamPort}. */
    List<Long> proxy(String name, int core, int port, int upstreamPort) throws IOException {
        Path config = folder.resolve(name + ".cfg");
        Files.writeString(config, """
                global
                  nbthread 1
                  maxconn 4000
                defaults
                  mode http
                  timeout connect 5s
                  timeout client 60s
                  timeout server 60s
                  http-reuse always
                  option forwardfor
                frontend in
                  bind 127.0.0.1:%d backlog 4096
                  http-request set-header X-Forwarded-Port %%[dst_port]
                  http-request set-header X-Forwarded-Proto http
                  default_backend out
                backend out
                  server next 127.0.0.1:%d maxconn 4000
                """.formatted(port, upstreamPort));
        long pid = programs.start(name, core, List.of("haproxy", "-db", "-f", config.toString()));
        Ports.awaitOpen(name, port);
        return Programs.family(pid);
    }
}
