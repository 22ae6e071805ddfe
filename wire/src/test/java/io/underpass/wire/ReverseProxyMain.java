package io.underpass.wire;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Forwards a port to an origin, for suites of raw bytes that are run by hand:
 * {@code ReverseProxyMain LISTEN_PORT ORIGIN_PORT [SECONDS]}. Threads: runs on the main thread and the event loops.
 */
public final class ReverseProxyMain {

    private ReverseProxyMain() {}

    public static void main(String[] args) throws Exception {
        int listenPort = Integer.parseInt(args[0]);
        int originPort = Integer.parseInt(args[1]);
        long seconds = args.length > 2 ? Long.parseLong(args[2]) : 600;
        try (EventLoops loops = EventLoops.of(0);
                UpstreamClient client = new UpstreamClient(loops, UpstreamSettings.defaults());
                HttpListener listener = HttpListener.bind(
                        loops,
                        new InetSocketAddress("127.0.0.1", listenPort),
                        new ReverseProxy(client.to(new InetSocketAddress("127.0.0.1", originPort))),
                        (exchange, completion) -> {},
                        ListenerSettings.defaults())) {
            System.out.println("Forwarding " + listener.address() + " to " + originPort);
            TimeUnit.SECONDS.sleep(seconds);
        }
    }
}
