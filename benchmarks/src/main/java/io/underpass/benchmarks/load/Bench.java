package io.underpass.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

    /** The backend itself, for the floor of latency. */
    Contestant direct() {
        return new Contestant("direct", "http://127.0.0.1:" + backendPort, backend);
    }

    /** A Netty server that only answers, for the floor; with the JDK and the flags of {@code underpass}. */
    Contestant answer(Contestant underpass) throws IOException {
        int port = Ports.free();
        ProcessHandle.Info jvm =
                ProcessHandle.of(underpass.processes().get(0)).orElseThrow().info();
        List<String> command = new ArrayList<>(List.of(jvm.command().orElseThrow()));
        Stream.of(jvm.arguments().orElseThrow())
                .takeWhile(argument -> !argument.equals("-cp"))
                .filter(argument -> !argument.startsWith("-XX:AOT"))
                .forEach(command::add);
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), AnswerServer.class.getName(), String.valueOf(port)));
        long pid = programs.start("answer", Cores.PROXY, command);
        Ports.awaitOpen("answer", port);
        return new Contestant("netty answer", "http://127.0.0.1:" + port, List.of(pid));
    }

    /** Underpass, as its launcher starts it, with the tutorial's API at {@code scale}. */
    Contestant underpass(String name, Scale scale, boolean oneCore) throws IOException {
        int port = Ports.free();
        long pid = start(name, oneCore ? Cores.LOAD : Cores.PROXY, port);
        try (Tutorial tutorial = tutorial(port)) {
            long begin = System.nanoTime();
            String url = tutorial.build(scale);
            long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
            System.err.println(name + ": built in " + seconds + " s");
            return new Contestant(name, url, List.of(pid));
        }
    }

    /** One Underpass, reached in three ways: through the gateway in both of its modes, and its load balancer alone. */
    List<Contestant> ways(int core) throws IOException {
        int port = Ports.free();
        List<Long> process = List.of(start("ways", core, port));
        try (Tutorial tutorial = tutorial(port)) {
            String buffered = tutorial.build(Scale.TUTORIAL);
            String streamed = tutorial.streamed();
            tutorial.await(streamed);
            return List.of(
                    new Contestant(
                            "underpass, load balancer alone (streamed)",
                            "http://127.0.0.1:" + port,
                            List.of("Host: " + tutorial.facingTheInternet()),
                            process),
                    new Contestant("underpass, gateway STREAM", streamed, process),
                    new Contestant("underpass, gateway BUFFERED", buffered, process));
        }
    }

    /** The calls that make the tutorial at an Underpass on {@code port}. */
    Tutorial tutorial(int port) {
        return new Tutorial(URI.create("http://127.0.0.1:" + port), List.of(backendPort, secondBackendPort));
    }

    Programs programs() {
        return programs;
    }

    /** The command that starts Underpass on {@code port}. */
    List<String> launch(int port) {
        return List.of(repository.resolve("underpass").toString(), "start", "--port", String.valueOf(port));
    }

    private long start(String name, int core, int port) throws IOException {
        long pid = programs.start(name, core, launch(port));
        Ports.awaitOpen(name, port);
        return pid;
    }

    /** Ends {@code contestant}. */
    void stop(Contestant contestant) {
        contestant.processes().forEach(programs::stop);
    }

    private Contestant chain(String kind, int hops, boolean oneCore, Starter starter) throws IOException {
        int core = oneCore ? Cores.LOAD : Cores.PROXY;
        int next = backendPort;
        List<Long> processes = new ArrayList<>();
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
