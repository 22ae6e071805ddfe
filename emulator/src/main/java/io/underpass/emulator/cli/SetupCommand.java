package io.underpass.emulator.cli;

import io.underpass.emulator.Settings;
import io.underpass.emulator.demo.DemoFailure;
import io.underpass.emulator.demo.Tutorial;
import io.underpass.emulator.demo.TutorialService;
import io.underpass.wire.HostAndPort;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** {@code underpass setup}: the tutorial, built at an emulator that runs. Threads: for the main thread. */
@Command(
        description = "Builds the tutorial at a running emulator, over its AWS endpoint: a VPC link, a private load"
                + " balancer for each service, and a REST API. What is there already is kept.")
final class SetupCommand implements Callable<Integer> {

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:" + Settings.DEFAULT_PORT,
            description = "The AWS endpoint. Default: ${DEFAULT-VALUE}. [UNDERPASS_ENDPOINT]")
    private URI endpoint = URI.create("");

    @Option(
            names = "--invoke-endpoint",
            paramLabel = "URL",
            defaultValue = "",
            description = "Where those who call the API reach the edge port, for the lines that are printed. Default:"
                    + " the AWS endpoint. [UNDERPASS_INVOKE_ENDPOINT]")
    private String invokeEndpoint = "";

    @Option(
            names = "--region",
            paramLabel = "REGION",
            defaultValue = Settings.DEFAULT_REGION,
            description = "The region. Default: ${DEFAULT-VALUE}. [UNDERPASS_REGION]")
    private String region = "";

    @Option(
            names = "--service",
            paramLabel = "NAME=HOST:PORT",
            required = true,
            split = ";",
            description = "A service and where its instances listen, several with commas between them; may be repeated."
                    + " [UNDERPASS_SERVICE]")
    private Map<String, String> services = new LinkedHashMap<>();

    @Option(
            names = "--wait-seconds",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait for one thing to become available or healthy. Default: ${DEFAULT-VALUE}."
                    + " [UNDERPASS_WAIT_SECONDS]")
    private int waitSeconds;

    @Override
    public Integer call() {
        List<TutorialService> wanted = services.entrySet().stream()
                .map(entry -> new TutorialService(entry.getKey(), targets(entry.getValue())))
                .toList();
        try {
            System.out.println("Building the tutorial at " + endpoint);
            String api = Tutorial.at(endpoint, region, Duration.ofSeconds(waitSeconds), System.out)
                    .build(wanted);
            print(api);
            return 0;
        } catch (DemoFailure failure) {
            System.err.println("underpass: the setup failed: " + failure.getMessage());
            return 1;
        }
    }

    private void print(String api) {
        String edge = (invokeEndpoint.isEmpty() ? endpoint.toString() : invokeEndpoint).replaceFirst("/$", "");
        String invoke = edge + "/restapis/" + api + "/" + Tutorial.STAGE + "/_user_request_";
        System.out.println("curl " + invoke + "/internal-alb");
        services.keySet().forEach(name -> System.out.println("curl " + invoke + "/" + name + "/42"));
    }

    private List<HostAndPort> targets(String text) {
        return Stream.of(text.split(",", -1)).map(this::target).toList();
    }

    private HostAndPort target(String text) {
        return HostAndPort.parse(text)
                .filter(target -> target.port().isPresent())
                .orElseThrow(() -> new WrongUsage("A service's target is HOST:PORT, not '" + text + "'"));
    }
}
