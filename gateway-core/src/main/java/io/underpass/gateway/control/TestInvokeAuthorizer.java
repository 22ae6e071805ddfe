package io.underpass.gateway.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.restjson.Route;
import io.underpass.aws.shape.Input;
import io.underpass.aws.shape.Shapes;
import io.underpass.gateway.model.GatewayState;
import java.util.List;

/**
 * TestInvokeAuthorizer, as far as the control plane goes: it checks the call and answers what is to be asked, as {@link
 * TestInvokeMethod} does.
 *
 * <p>Threads: stateless.
 */
final class TestInvokeAuthorizer {

    private TestInvokeAuthorizer() {}

    static List<Route<GatewayState>> routes() {
        var input = Shapes.input("testInvokeAuthorizerInput")
                .path("restApiId")
                .path("authorizerId")
                .optional("headers", Shapes.map(Shapes.string()))
                .optional("multiValueHeaders", Shapes.map(Shapes.list(Shapes.string())))
                .optional("pathWithQueryString", Shapes.string())
                .optional("body", Shapes.string())
                .optional("stageVariables", Shapes.map(Shapes.string()))
                .optional("additionalContext", Shapes.map(Shapes.string()));
        return List.of(Route.of(
                "POST",
                "/restapis/{restApiId}/authorizers/{authorizerId}",
                200,
                "TestInvokeAuthorizer",
                input,
                TestInvokeAuthorizer::check));
    }

    private static Outcome<GatewayState> check(Call<GatewayState> call) {
        Input input = call.input();
        Authorizers.authorizer(Lookup.api(call), input);
        if (!input.stringMap("additionalContext").isEmpty()) {
            throw AwsError.notEmulated("additionalContext of TestInvokeAuthorizer");
        }
        ObjectNode question = Json.object();
        for (String member : List.of("restApiId", "authorizerId")) {
            question.put(member, input.string(member));
        }
        for (String member : List.of("pathWithQueryString", "body")) {
            question.put(member, input.optionalString(member).orElse(""));
        }
        ObjectNode headers = question.putObject("headers");
        TestInvokeMethod.headers(input).forEach((name, values) -> headers.set(name, Json.list(values)));
        question.set("stageVariables", Json.strings(input.stringMap("stageVariables")));
        return new Outcome<>(call.state(), question);
    }
}
