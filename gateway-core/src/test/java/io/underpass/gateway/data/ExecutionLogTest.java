package io.underpass.gateway.data;

import static io.underpass.gateway.compile.ApiFixture.ResponseFixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.compile.ApiFixture;
import io.underpass.gateway.compile.ApiFixture.MethodFixture;
import io.underpass.gateway.model.MethodSettings;
import io.underpass.wire.Failure;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

class ExecutionLogTest {

    private static final String LOG = "API-Gateway-Execution-Logs_abc/dev";
    private static final String ID = "(" + Gateway.REQUEST_ID + ") ";

    @Test
    void withDataTracingEveryStepIsThereInAwsOrder() {
        Gateway gateway = logging(
                "INFO",
                true,
                method -> method.map("path.id", "method.request.path.id").uri("http://backend.internal/animals/{id}"));
        gateway.backend.answers(200, "{}", "Content-Type", "application/json", "Set-Cookie", "s=1");
        gateway.serve(Gateway.request("POST", "/dev/pets/7?a=1&a=2")
                .field("Authorization", "Bearer secret")
                .field("x-api-key", "secret")
                .body("line\nbreak"));
        List<String> lines = gateway.logged(LOG);
        assertThat(lines).allMatch(line -> line.startsWith(ID) && line.indexOf('\n') < 0);
        assertThat(lines.stream()
                        .map(line -> line.substring(ID.length()).replaceFirst("latency: \\d+", "latency: N"))
                        .map(line -> line.replaceFirst("(headers: ).*", "$1")))
                .containsExactly(
                        "Starting execution for request: " + Gateway.REQUEST_ID,
                        "HTTP Method: POST, Resource Path: /pets/7",
                        "Method request path: {id=7}",
                        "Method request query string: {a=1,2}",
                        "Method request headers: ",
                        "Method request body before transformations: line\\nbreak",
                        "Endpoint request URI: http://backend.internal/animals/7?a=1&a=2",
                        "Endpoint request headers: ",
                        "Endpoint request body after transformations: line\\nbreak",
                        "Sending request to http://backend.internal/animals/7?a=1&a=2",
                        "Received response. Status: 200, Integration latency: N ms",
                        "Endpoint response headers: ",
                        "Endpoint response body before transformations: {}",
                        "Method response body after transformations: {}",
                        "Method response headers: ",
                        "Successfully completed execution",
                        "Method completed with status: 200");
        assertThat(String.join("\n", lines)).doesNotContain("secret").contains("Authorization=******");
    }

    @Test
    void withoutDataTracingNothingOfTheDataIsThere() {
        Gateway gateway = logging("INFO", false, UnaryOperator.identity());
        gateway.serve(Gateway.request("POST", "/dev/pets/7").body("private"));
        assertThat(gateway.logged(LOG)).hasSize(6).noneMatch(line -> line.contains("private"));
        assertThat(gateway.logged(LOG).get(5)).isEqualTo(ID + "Method completed with status: 200");
    }

    @Test
    void errorsAloneAreLoggedWhereErrorsAreWanted() {
        Gateway gateway = logging("ERROR", false, UnaryOperator.identity());
        gateway.get("/dev/pets/7");
        assertThat(gateway.logged(LOG)).isEmpty();
        gateway.backend.script = sink -> sink.abort(new Failure(Failure.Kind.TIMEOUT, "too slow"));
        gateway.serve(Gateway.request("POST", "/dev/pets/7"));
        assertThat(gateway.logged(LOG))
                .containsExactly(
                        ID + "Execution failed due to a timeout error", ID + "Method completed with status: 504");
    }

    @Test
    void aMockHasNoEndpoint() {
        Gateway gateway = logging(
                "INFO", true, method -> method.mock("{\"statusCode\": 200}").response(status("200")));
        gateway.serve(Gateway.request("POST", "/dev/pets/7"));
        assertThat(gateway.logged(LOG))
                .hasSize(10)
                .noneMatch(line -> line.contains("Endpoint") || line.contains("Sending"));
    }

    @Test
    void aLongLineIsCut() {
        Gateway gateway = logging("INFO", true, UnaryOperator.identity());
        gateway.serve(Gateway.request("POST", "/dev/pets/7").body("x".repeat(5000)));
        assertThat(gateway.logged(LOG).get(5))
                .startsWith(ID + "Method request body before transformations: xxx")
                .endsWith("xxx [TRUNCATED]")
                .hasSize(ID.length() + 1024 + " [TRUNCATED]".length());
    }

    @Test
    void settingsOfOneMethodReplaceThoseOfAll() {
        Gateway gateway = new Gateway(ApiFixture.snapshot(ApiFixture.api("abc")
                .route("POST", "/pets/{id}")
                .route("GET", "/pets/{id}")
                .loggedBy(
                        "dev",
                        "",
                        TreePMap.<String, MethodSettings>empty()
                                .plus("*/*", settings("INFO", false))
                                .plus("~1pets~1{id}/GET", settings("OFF", false)))));
        gateway.get("/dev/pets/7");
        assertThat(gateway.logged(LOG)).isEmpty();
        gateway.serve(Gateway.request("POST", "/dev/pets/7"));
        assertThat(gateway.logged(LOG)).isNotEmpty();
    }

    private static Gateway logging(String level, boolean data, UnaryOperator<MethodFixture> method) {
        return new Gateway(ApiFixture.snapshot(ApiFixture.api("abc")
                .route("POST", "/pets/{id}", method)
                .route("GET", "/pets/{id}", method)
                .loggedBy("dev", "", TreePMap.<String, MethodSettings>empty().plus("*/*", settings(level, data)))));
    }

    private static MethodSettings settings(String level, boolean data) {
        return new MethodSettings(false, Optional.of(level), data, 5000, 10_000, false, 300, false, true, "");
    }
}
