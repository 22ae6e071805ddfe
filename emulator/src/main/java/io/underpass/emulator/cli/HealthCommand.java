package io.underpass.emulator.cli;

import io.underpass.emulator.Settings;
import io.underpass.emulator.edge.AdminService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;

/** {@code underpass health}: asks a running emulator how it is. Threads: for the main thread. */
@Command(description = "Says whether an emulator is running: exit code 0 if it is, 1 if not.")
final class HealthCommand implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + Settings.DEFAULT_PORT,
            description = "The edge port on this machine. Default: ${DEFAULT-VALUE}. [UNDERPASS_PORT]")
    private int port;

    @Override
    public Integer call() throws InterruptedException {
        URI health = URI.create("http://127.0.0.1:" + port + AdminService.PREFIX + "health");
        try {
            HttpResponse<String> response = HttpClient.newBuilder()
                    .connectTimeout(TIMEOUT)
                    .build()
                    .send(
                            HttpRequest.newBuilder(health).timeout(TIMEOUT).build(),
                            HttpResponse.BodyHandlers.ofString());
            System.out.print(response.body());
            return response.statusCode() == 200 && !response.body().contains("\"starting\"") ? 0 : 1;
        } catch (IOException e) {
            System.err.println(
                    "underpass: nothing answers at " + health + "; start it with: underpass start --port " + port);
            return 1;
        }
    }
}
