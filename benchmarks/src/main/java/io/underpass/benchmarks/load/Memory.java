package io.underpass.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What connections and big bodies add to the memory of an emulator that has served small requests before.
 *
 * <p>Threads: confined to the main thread.
 */
final class Memory {

    private static final int CONNECTIONS = 10_000;
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final Setting MEGABYTES = Setting.get("1 MB", "/1m", 64);

    private final Bench bench;
    private final Duration load;

    /** Loads for {@code load} at a time. */
    Memory(Bench bench, Duration load) {
        this.bench = bench;
        this.load = load;
    }

    /** The table. */
    String markdown() throws IOException {
        StringBuilder text =
                new StringBuilder("\n### Memory\n\n| | RSS before, MiB | growth, MiB | errors |\n|---|---|---|---|\n");
        for (int way = 0; way < 3; way++) {
            List<Contestant> ways = bench.ways(Cores.PROXY);
            Contestant contestant = ways.get(way);
            Round.of(contestant, bench.backend(), Setting.SMALL, load);
            long before = Cpu.residentMebibytes(contestant.processes());
            long peakBefore = Cpu.peakMebibytes(contestant.processes());
            Round round = Round.of(contestant, bench.backend(), MEGABYTES, load);
            long peak = Math.max(peakBefore, Cpu.peakMebibytes(contestant.processes()));
            row(
                    text,
                    "1 MB x 64 streams, peak: " + contestant.name(),
                    before,
                    peak - before,
                    round.load().errors());
            bench.stop(contestant);
        }
        idle(text);
        return text.toString();
    }

    /** Every connection gets one proxied answer and is then kept. */
    private void idle(StringBuilder text) throws IOException {
        Contestant contestant = bench.underpass("idle", Scale.TUTORIAL, false);
        Ports.pause(SETTLE);
        long idle = Cpu.residentMebibytes(contestant.processes());
        List<Socket> sockets = new ArrayList<>();
        try {
            try (Socket one = new Socket(InetAddress.getLoopbackAddress(), port(contestant))) {
                for (int i = 0; i < CONNECTIONS; i++) {
                    ask(one, contestant);
                }
            }
            Ports.pause(SETTLE);
            long served = Cpu.residentMebibytes(contestant.processes());
            int failed = 0;
            for (int i = 0; i < CONNECTIONS; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(contestant));
                sockets.add(socket);
                failed += ask(socket, contestant) ? 0 : 1;
            }
            Ports.pause(SETTLE);
            long now = Cpu.residentMebibytes(contestant.processes());
            row(text, "10,000 idle connections, above idle", idle, now - idle, failed);
            row(text, "the same, above 10,000 requests over one connection", served, now - served, failed);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
            bench.stop(contestant);
        }
    }

    private static int port(Contestant contestant) {
        return URI.create(contestant.url()).getPort();
    }

    /** Whether {@code socket} brings an answer of 200 with the whole body of 100 bytes. */
    private static boolean ask(Socket socket, Contestant contestant) throws IOException {
        String path = URI.create(contestant.url()).getPath() + "/100b";
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (!answer.toString().endsWith("x".repeat(100))) {
            int read = in.read(buffer);
            if (read < 0) {
                return false;
            }
            answer.append(new String(buffer, 0, read, StandardCharsets.US_ASCII));
        }
        return answer.toString().startsWith("HTTP/1.1 200");
    }

    private static void row(StringBuilder text, String name, long before, long growth, long errors) {
        text.append(String.format(Locale.ROOT, "| %s | %d | %d | %d |%n", name, before, growth, errors));
    }
}
