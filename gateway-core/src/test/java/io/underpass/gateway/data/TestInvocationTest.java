package io.underpass.gateway.data;

import static io.underpass.gateway.compile.ApiFixture.ResponseFixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.compile.ApiFixture;
import io.underpass.gateway.compile.ApiFixture.MethodFixture;
import io.underpass.gateway.compile.GatewaySnapshot;
import io.underpass.gateway.compile.MethodUnderTest;
import io.underpass.gateway.data.TestInvocation.Result;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TestInvocationTest {

    private static final String DATE = "Wed Mar 04 05:06:07 UTC 2026 : ";

    private final Gateway gateway = new Gateway(GatewaySnapshot.EMPTY);

    @Test
    @DisplayName("C29 TestInvokeMethod of a MOCK prints AWS's lines without the endpoint's, and no Content-Length")
    void aMock() {
        Result result =
                test(method -> method.mock("{\"statusCode\": 200}").response(status("200")), "/pets/123", Map.of(), "");
        assertThat(result.status()).isEqualTo(200);
        assertThat(result.headers()).isEqualTo(Map.of("Content-Type", List.of("application/json")));
        assertThat(result.log())
                .isEqualTo("Execution log for request " + Gateway.REQUEST_ID + "\n"
                        + DATE + "Starting execution for request: " + Gateway.REQUEST_ID + "\n"
                        + DATE + "HTTP Method: GET, Resource Path: /pets/123\n"
                        + DATE + "Method request path: {petId=123}\n"
                        + DATE + "Method request query string: {}\n"
                        + DATE + "Method request headers: {}\n"
                        + DATE + "Method request body before transformations: \n"
                        + DATE + "Method response body after transformations: \n"
                        + DATE + "Method response headers: {Content-Type=application/json}\n"
                        + DATE + "Successfully completed execution\n"
                        + DATE + "Method completed with status: 200\n");
    }

    @Test
    @DisplayName("C30 TestInvokeMethod of an invalid endpoint answers 500 and says so in the log")
    void anInvalidEndpoint() {
        Result result = test(method -> method.uri("http://${stageVariables.host}/"), "/pets/123", Map.of(), "");
        assertThat(result.status()).isEqualTo(500);
        assertThat(result.body()).isEqualTo("{\"message\": \"Internal server error\"}");
        assertThat(result.log().lines().toList())
                .contains(
                        DATE + "Method request path: {petId=123}",
                        DATE + "Execution failed due to configuration error: Invalid endpoint address")
                .last()
                .isEqualTo(DATE + "Method completed with status: 500");
    }

    @Test
    void stageVariablesAndTheRequestReachTheBackend() {
        gateway.backend.answers(201, "made", "Content-Length", "4", "X-One", "1");
        Result result = test(
                method -> method.uri("http://${stageVariables.host}/"),
                "/pets/7?a=1",
                Map.of("X-Two", List.of("2", "line\r\nbreak")),
                "given");
        assertThat(gateway.backend.requestBody).isEqualTo("given");
        assertThat(gateway.backend.request.head().target()).isEqualTo("/?a=1");
        assertThat(gateway.backend.sent("Host")).isEqualTo("pets.internal");
        assertThat(gateway.backend.allSent("X-Two")).containsExactly("2", "line  break");
        assertThat(result.status()).isEqualTo(201);
        assertThat(result.body()).isEqualTo("made");
        assertThat(result.headers()).containsEntry("X-One", List.of("1")).doesNotContainKey("Content-Length");
        assertThat(result.log()).contains(" : Sending request to http://pets.internal/?a=1\n");
    }

    @Test
    void withoutAPathTheResourcesOwnIsUsed() {
        Result result = test(method -> method.mock("{\"statusCode\": 200}").response(status("200")), "", Map.of(), "");
        assertThat(result.log()).contains(" : Method request path: {petId={petId}}\n");
    }

    @Test
    void aPathOfAnotherResourceHasNoVariables() {
        Result result =
                test(method -> method.mock("{\"statusCode\": 200}").response(status("200")), "/dogs/7", Map.of(), "");
        assertThat(result.status()).isEqualTo(200);
        assertThat(result.log())
                .contains(" : HTTP Method: GET, Resource Path: /dogs/7\n", " : Method request path: {}\n");
    }

    @Test
    void noLineOfTheLogIsAClients() {
        Result result = test(
                method -> method.mock("{\"statusCode\": 200}").response(status("200")),
                "/pets/7\nforged",
                Map.of("X-Two", List.of("a\nforged")),
                "");
        assertThat(result.log().lines()).noneMatch(line -> line.startsWith("forged"));
    }

    private Result test(
            UnaryOperator<MethodFixture> settings, String path, Map<String, List<String>> headers, String body) {
        Map<String, String> variables = body.isEmpty() ? Map.of() : Map.of("host", "pets.internal");
        ApiState api = ApiFixture.api("abc")
                .route("GET", "/pets/{petId}", settings.andThen(method -> method.integrationVerb("POST"))::apply)
                .deployedTo("dev");
        Resource resource = api.deployments().get("dep1").resources().values().stream()
                .filter(one -> one.path().equals("/pets/{petId}"))
                .findFirst()
                .orElseThrow();
        return gateway.test(
                MethodUnderTest.of(api, resource, resource.methods().get("GET"), variables, Optional.empty()),
                path,
                headers,
                body);
    }
}
