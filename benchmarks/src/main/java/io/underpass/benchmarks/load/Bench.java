package io.underpass.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Starts the backend and the contestants, each on its core.
 *
 * <p>Threads: confined to the main thread.
 */
final class Bench implements AutoCloseable {

    private final Programs programs;
    private final Nginx nginx;
    private final HaProxy haProxy;
    private final Path repository;
    private final int backendPort;
    private final int secondBackendPort;
    private final List<Long> backend;

    /** Starts the backend; logs and configuration go to {@code folder}. */
    Bench(Path repository, Path folder) throws IOException {
        this.repository = repository;
        this.programs = new Programs(folder);
        this.nginx = new Nginx(programs, folder);
        this.haProxy = new HaProxy(programs, folder);
        this.backendPort = Ports.free();
        this.secondBackendPort = Ports.free();
        this.backend = nginx.backend(Cores.LOAD, backendPort, secondBackendPort);
    }

    List<Long> backend() {
        return backend;
    }

    /** nginx, {@code hops} of them in a row. */
    Contestant nginx(int hops, boolean oneCore) throws IOException {
        return chain("nginx", hops, oneCore, nginx::proxy);
    }

    /** HAProxy, {@code hops} of them in a row. */
    Contestant haProxy(int hops, boolean oneCore) throws IOException {
        return chain("haproxy", hops, oneCore, haProxy::proxy);
    }

    /** A Netty server that only answers, for the floor. */
    Contestant answer() throws IOException {
        int port = Ports.free();
        long pid = programs.start(
                "answer",
                Cores.PROXY,
                List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AnswerServer.class.getName(),
                        String.valueOf(port)));
        Ports.awaitOpen("answer", port);
        return new Contestant("netty answer", "http://127.0.0.1:" + port, List.of(pid));
    }

    /** Underpass, as its launcher starts it, with the tutorial's API at {@code scale}. */
    Contestant underpass(String name, Scale scale, boolean oneCore) throws IOException {
        int port = Ports.free();
        long pid = programs.start(
                name,
                oneCore ? Cores.LOAD : Cores.PROXY,
                List.of(repository.resolve("underpass").toString(), "start", "--port", String.valueOf(port)));
        Ports.awaitOpen(name, port);
        try (Tutorial tutorial = new Tutorial(URI.create("http://127.0.0.1:" + port))) {
            return new Contestant(name, tutorial.build(scale, List.of(backendPort, secondBackendPort)), List.of(pid));
        }
    }

    private Contestant chain(String kind, int hops, boolean oneCore, Starter starter) throws IOException {
        int core = oneCore ? Cores.LOAD : Cores.PROXY;
        int next = backendPort;
        List<Long> processes = new java.util.ArrayList<>();
        for (int hop = 1; hop <= hops; hop++) {
            int port = Ports.free();
            String name = kind + hops + "-" + hop + (oneCore ? "-one-core" : "");
            processes.addAll(starter.start(name, core, port, next));
            next = port;
        }
        String name = kind + (hops == 1 ? "" : " -> " + kind);
        return new Contestant(name, "http://127.0.0.1:" + next, List.copyOf(processes));
    }

    @Override
    public void close() {
        programs.close();
    }

    private interface Starter {
        List<Long> start(String name, int core, int port, int upstreamPort) throws IOException;
    }
}
