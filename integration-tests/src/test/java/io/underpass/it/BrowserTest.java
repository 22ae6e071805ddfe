package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.underpass.it.docker.Command;
import io.underpass.wire.Behaviours;
import io.underpass.wire.TestOrigin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A page on another origin calls an API from a browser, with a preflight request. CORS is set up as "Enable CORS" of AWS's
 * console does. Skipped where there is no Chromium.
 */
class BrowserTest {

    private static final String ALLOW = "method.response.header.Access-Control-Allow-";

    /** Calls each path with a header field that needs a preflight request, and writes down what it was allowed to see. */
    private static final String PAGE = """
            <!doctype html><title>shop</title><pre id="seen"></pre><script>
            const seen = document.getElementById('seen');
            (async () => {
              for (const path of ['open', 'closed', 'missing']) {
                try {
                  const answer = await fetch('http://%s/dev/' + path, {
                    method: 'PUT', headers: { 'X-Api-Key': 'k', 'Content-Type': 'application/json' }, body: '{}',
                  });
                  seen.append(path + ' ' + answer.status + ' ' + await answer.text() + '\\n');
                } catch (error) {
                  seen.append(path + ' ' + error.name + '\\n');
                }
              }
              seen.append('end');
            })();
            </script>
            """;

    @Test
    void aPageSeesWhatCorsAllows(@TempDir Path directory) {
        String browser = browser();
        try (TestOrigin site = TestOrigin.start();
                TestOrigin backend =
                        TestOrigin.start(Behaviours.status(200, "hello", "Access-Control-Allow-Origin: *"));
                RunningEmulator emulator = new RunningEmulator()) {
            ControlCalls aws = new ControlCalls(emulator.endpoint());
            ApiDraft api = api(aws, "http://127.0.0.1:" + backend.port() + "/");
            String host = api.host() + ":" + aws.address().getPort();
            site.behave(Behaviours.status(200, String.format(PAGE, host), "Content-Type: text/html"));

            Command.Result run = Command.run(
                    directory,
                    Map.of("HOME", directory.toString()),
                    Duration.ofSeconds(180),
                    List.of(
                            browser,
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--no-proxy-server",
                            "--user-data-dir=" + directory.resolve("profile"),
                            "--host-resolver-rules=MAP " + api.host() + " 127.0.0.1",
                            "--virtual-time-budget=20000",
                            "--dump-dom",
                            "http://127.0.0.1:" + site.port() + "/"));

            assertThat(run.output())
                    .contains("open 200 hello\n")
                    .contains("closed TypeError\n")
                    .contains("missing 403 {\"message\":\"Missing Authentication Token\"}\n")
                    .contains("end</pre>");
            assertThat(backend.requests())
                    .as("the path without CORS is not called")
                    .singleElement()
                    .satisfies(request -> {
                        assertThat(request.method()).isEqualTo("PUT");
                        assertThat(request.header("Origin")).contains("http://127.0.0.1:" + site.port());
                    });
        }
    }

    private static ApiDraft api(ControlCalls aws, String uri) {
        ApiDraft api = new ApiDraft(aws).proxy("/open", "PUT", uri, "").proxy("/closed", "PUT", uri, "");
        for (String path : List.of("/open", "/{proxy+}")) {
            api.open(path, "OPTIONS", "")
                    .integration(
                            path,
                            "OPTIONS",
                            "{`type`:`MOCK`,`requestTemplates`:{`application/json`:"
                                    + ApiDraft.text("{`statusCode`: 200}") + "}}")
                    .response(
                            path,
                            "OPTIONS",
                            200,
                            "{`responseParameters`:{`" + ALLOW + "Headers`:false,`" + ALLOW + "Methods`:false,`" + ALLOW
                                    + "Origin`:false}}",
                            "{`responseParameters`:{`" + ALLOW
                                    + "Headers`:`'Content-Type,X-Amz-Date,Authorization,X-Api-Key'`,`" + ALLOW
                                    + "Methods`:`'OPTIONS,PUT'`,`" + ALLOW + "Origin`:`'*'`}}");
        }
        api.open("/closed", "OPTIONS", "")
                .integration(
                        "/closed",
                        "OPTIONS",
                        "{`type`:`MOCK`,`requestTemplates`:{`application/json`:`{statusCode:200}`}}")
                .response("/closed", "OPTIONS", 200, "{}", "{}");
        aws.call(
                "PUT " + api.path() + "/gatewayresponses/DEFAULT_4XX",
                "{`responseParameters`:{`gatewayresponse.header.Access-Control-Allow-Origin`:`'*'`}}");
        return api.deploy();
    }

    private static String browser() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .filter(name -> Command.run(Path.of("."), Map.of(), Duration.ofSeconds(20), List.of(name, "--version"))
                        .ok())
                .findFirst()
                .orElseGet(() -> {
                    assumeTrue(false, "needs Chromium on the PATH");
                    return "";
                });
    }
}
