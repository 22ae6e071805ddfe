package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.gateway.model.GatewayState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * TestInvokeMethod, as far as the control plane goes: it checks the call and answers what is to be executed. Whoever
 * receives that executes it, since an execution may wait for a backend.
 *
 * <p>Threads: stateless.
 */
final class TestInvokeMethod {

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private TestInvokeMethod() {}

    static List<Route<GatewayState>> routes() {
        var input = LocatedMethod.at(Shapes.input("testInvokeMethodInput"))
                .optional("pathWithQueryString", Shapes.string())
                .optional("body", Shapes.string())
                .optional("headers", Shapes.map(Shapes.string()))
                .optional("multiValueHeaders", Shapes.map(Shapes.list(Shapes.string())))
                .optional("clientCertificateId", Shapes.string())
                .optional("stageVariables", Shapes.map(Shapes.string()));
        return List.of(Route.of("POST", LocatedMethod.PATH, 200, "TestInvokeMethod", input, TestInvokeMethod::check));
    }

    private static Outcome<GatewayState> check(Call<GatewayState> call) {
        LocatedMethod.of(call);
        Input input = call.input();
        input.optionalString("clientCertificateId")
                .filter(id ->
                        !id.isEmpty() && !call.state().clientCertificates().containsKey(id))
                .ifPresent(unknown -> {
                    throw Refusals.notFound("Invalid Client Certificate identifier specified");
                });
        ObjectNode execution = Json.object();
        for (String member : List.of("restApiId", "resourceId", "httpMethod")) {
            execution.put(member, input.string(member));
        }
        for (String member : List.of("pathWithQueryString", "body", "clientCertificateId")) {
            execution.put(member, input.optionalString(member).orElse(""));
        }
        ObjectNode headers = execution.putObject("headers");
        headers(input).forEach((name, values) -> headers.set(name, Json.list(values)));
        execution.set("stageVariables", Json.strings(input.stringMap("stageVariables")));
        return new Outcome<>(call.state(), execution);
    }

    /** All values by name; that a name with several values is not taken from {@code headers} too is a guess. */
    static Map<String, List<String>> headers(Input input) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        input.stringMap("headers").forEach((name, value) -> headers.put(name, List.of(value)));
        headers.putAll(input.stringLists("multiValueHeaders"));
        headers.keySet().stream()
                .filter(name -> !NAME.matcher(name).matches())
                .findFirst()
                .ifPresent(name -> {
                    throw Refusals.badRequest("Invalid header name: " + name); // wording: a guess
                });
        return headers;
    }
}
