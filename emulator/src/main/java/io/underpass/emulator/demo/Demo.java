package io.underpass.emulator.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.underpass.emulator.Underpass;
import io.underpass.wire.HostAndPort;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The whole way in one go: two services of two instances each, the tutorial in front of them, and calls through it.
 * The services run until {@link #close}.
 *
 * <p>Threads: blocking; for the thread of the command line.
 */
public final class Demo implements AutoCloseable {

    private static final int INSTANCES = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Underpass underpass;
    private final PrintStream out;
    private final List<ServiceInstance> services = new ArrayList<>();

    /** A demo on {@code underpass}, which runs, telling its steps to {@code out}. */
    public Demo(Underpass underpass, PrintStream out) {
        this.underpass = underpass;
        this.out = out;
    }

    /**
     * Builds everything, prints the curl lines and checks what they answer.
     *
     * @throws DemoFailure if a step goes wrong
     */
    public void run() {
        AwsCalls aws = new AwsCalls(underpass.endpoint(), underpass.region());
        Tutorial tutorial = new Tutorial(aws, new Steps(out, PATIENCE));
        out.println("Building the tutorial at " + underpass.endpoint());
        call(aws, tutorial.build(List.of(startService("orders"), startService("payments"))));
    }

    private void call(AwsCalls aws, String api) {
        String path = "/restapis/" + api + "/" + Tutorial.STAGE + "/_user_request_";
        String host = api + ".execute-api." + underpass.region() + ".amazonaws.com";
        out.println();
        expect(aws, path + "/internal-alb", "", "\"message\": \"Hello from internal ALB\"");
        expect(aws, "/" + Tutorial.STAGE + "/internal-alb", host, "\"message\": \"Hello from internal ALB\"");
        Set<String> instances = new HashSet<>();
        for (int i = 0; i < INSTANCES; i++) {
            instances.add(instance(expect(aws, path + "/orders/42", "", "\"service\":\"orders\"")));
        }
        if (instances.size() != INSTANCES) {
            throw new DemoFailure("two requests to orders were answered by one instance: " + instances);
        }
        expect(
                aws,
                "/_aws/execute-api/" + api + "/" + Tutorial.STAGE + "/payments/invoices/7",
                "",
                "\"service\":\"payments\"");
        out.println();
    }

    private String expect(AwsCalls aws, String path, String host, String wanted) {
        boolean byHost = !host.isEmpty();
        out.println("curl " + (byHost ? "-H 'Host: " + host + "' " : "") + underpass.endpoint() + path);
        HttpResponse<String> response = aws.get(path, byHost ? Map.of("Host", host) : Map.of());
        out.println("  " + response.statusCode() + " " + response.body());
        if (response.statusCode() != 200 || !response.body().contains(wanted)) {
            throw new DemoFailure("GET " + path + " should have answered 200 with " + wanted);
        }
        return response.body();
    }

    private static String instance(String answer) {
        try {
            return new ObjectMapper().readTree(answer).path("instance").asText();
        } catch (IOException e) {
            throw new DemoFailure("orders answered something that is not JSON: " + answer);
        }
    }

    private TutorialService startService(String name) {
        List<HostAndPort> targets = new ArrayList<>();
        for (int i = 1; i <= INSTANCES; i++) {
            try {
                ServiceInstance instance = new ServiceInstance(
                        name,
                        name + "-" + i,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        Optional.of(underpass.transport()));
                services.add(instance);
                targets.add(HostAndPort.of(instance.address()));
            } catch (IOException e) {
                throw new DemoFailure("service " + name + " could not start: " + e.getMessage());
            }
        }
        out.println("  Started service " + name + " at " + targets);
        return new TutorialService(name, targets);
    }

    @Override
    public void close() {
        services.forEach(ServiceInstance::close);
    }
}
