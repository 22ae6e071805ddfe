package io.underpass.emulator.cli;

import io.underpass.emulator.demo.ServiceInstance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;

/** {@code underpass service}: something to put behind a load balancer. Threads: for the main thread. */
@Command(
        description =
                "Runs a tiny HTTP service, which answers who it is and what it was asked, until Ctrl-C or SIGTERM.")
final class ServiceCommand implements Callable<Integer> {

    static final int DEFAULT_PORT = 8080;

    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            required = true,
            description = "What the service is called." + " [UNDERPASS_NAME]")
    private String name = "";

    @Option(
            names = "--instance",
            paramLabel = "NAME",
            defaultValue = "",
            description = "What this instance is called. Default: the name of the machine. [UNDERPASS_INSTANCE]")
    private String instance = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + DEFAULT_PORT,
            description = "The port to listen on; 0 picks a free one. Default: ${DEFAULT-VALUE}. [UNDERPASS_PORT]")
    private int port;

    @Option(
            names = "--count",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "How many services to run, NAME-1 and so on, on as many ports from --port on. Default:"
                    + " ${DEFAULT-VALUE}: one, called NAME. [UNDERPASS_COUNT]")
    private int count;

    @Option(
            names = "--bind-address",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen on. Default: ${DEFAULT-VALUE}. [UNDERPASS_BIND_ADDRESS]")
    private String bindAddress = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (count < 1) {
            throw new WrongUsage("--count must be at least 1, not " + count);
        }
        if (port < 0 || port + count - 1 > MAX_PORT) {
            throw new WrongUsage("--port must be from 0 to " + (MAX_PORT - count + 1) + ", not " + port);
        }
        String itself = instance.isEmpty() ? InetAddress.getLocalHost().getHostName() : instance;
        try (Shutdown shutdown = Shutdown.install()) {
            for (int i = 0; i < count; i++) {
                String service = count == 1 ? name : name + '-' + (i + 1);
                int own = port == 0 ? 0 : port + i;
                ServiceInstance started = shutdown.add(new ServiceInstance(
                        service, itself, new InetSocketAddress(InetAddress.getByName(bindAddress), own)));
                System.out.println((i == count - 1 ? "Ready. " : "") + service + " (" + itself + ") on port "
                        + started.address().getPort());
            }
            shutdown.await();
            return 0;
        }
    }
}
