package io.underpass.emulator.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.AwsResponse;
import io.underpass.aws.restjson.RestJsonService;
import io.underpass.gateway.compile.MethodUnderTest;
import io.underpass.gateway.data.GatewayService;
import io.underpass.gateway.data.TestInvocation;
import io.underpass.gateway.data.TestInvocation.Result;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.Resource;
import io.underpass.wire.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * TestInvokeMethod and TestInvokeAuthorizer: the control plane has checked the call, the data plane executes it. The control thread does not wait
 * for that, since a backend may take its time, or call the control API itself.
 *
 * <p>Threads: safe.
 */
public final class TestInvocations {

    private static final Pattern PATH = Pattern.compile("/restapis/[^/]+/(resources/[^/]+/methods|authorizers)/[^/]+");
    private static final int CHECKED = 200;
    private static final JsonMapper JSON = new JsonMapper();

    private final GatewayService gateway;
    private final Supplier<GatewayState> state;

    /** Executes methods as they are in {@code state}. */
    public TestInvocations(GatewayService gateway, Supplier<GatewayState> state) {
        this.gateway = gateway;
        this.state = state;
    }

    /** Whether {@code checked} answers a call of TestInvokeMethod that may be executed. */
    boolean owns(Exchange exchange, AwsResponse checked) {
        return checked.status() == CHECKED
                && exchange.request().method().name().equals("POST")
                && PATH.matcher(exchange.request().path()).matches();
    }

    /** Executes what {@code checked} says, and answers; to be called on the exchange's event loop. */
    void execute(Exchange exchange, AwsResponse checked) {
        try {
            JsonNode call = JSON.readTree(checked.body());
            boolean ofAuthorizer = call.has("authorizerId");
            Optional<MethodUnderTest> method = ofAuthorizer ? guarded(call) : method(call);
            if (method.isEmpty()) {
                Answer.aws(exchange, gone(checked, ofAuthorizer ? "Authorizer" : "Method"));
                return;
            }
            TestInvocation test = new TestInvocation(
                    method.get(),
                    call.get("pathWithQueryString").asText(),
                    headers(call.get("headers")),
                    call.get("body").asText().getBytes(StandardCharsets.UTF_8),
                    exchange.eventLoop(),
                    result -> Answer.aws(exchange, ofAuthorizer ? decision(checked, result) : answer(checked, result)));
            if (ofAuthorizer) {
                gateway.testAuthorizer(test, call.get("authorizerId").asText());
            } else {
                gateway.test(test);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the control plane has answered no JSON", e);
        }
    }

    /** The method may have gone since the call was checked. */
    private Optional<MethodUnderTest> method(JsonNode call) {
        Optional<ApiState> api = state.get().api(call.get("restApiId").asText());
        Optional<Resource> resource =
                api.flatMap(one -> one.resource(call.get("resourceId").asText()));
        Optional<Method> method = resource.flatMap(one ->
                Optional.ofNullable(one.methods().get(call.get("httpMethod").asText())));
        return method.map(found -> MethodUnderTest.of(
                api.orElseThrow(),
                resource.orElseThrow(),
                found,
                strings(call.get("stageVariables")),
                Optional.of(call.get("clientCertificateId").asText()).filter(id -> !id.isEmpty())));
    }

    /** The authorizer may have gone, too. */
    private Optional<MethodUnderTest> guarded(JsonNode call) {
        Optional<ApiState> api = state.get().api(call.get("restApiId").asText());
        return api.flatMap(one -> Optional.ofNullable(one.definitions()
                        .authorizers()
                        .get(call.get("authorizerId").asText()))
                .map(authorizer -> MethodUnderTest.guardedBy(one, authorizer, strings(call.get("stageVariables")))));
    }

    private static AwsResponse gone(AwsResponse checked, String what) {
        return RestJsonService.error(
                new AwsError(404, "NotFoundException", "Invalid " + what + " identifier specified"),
                checked.headers().getOrDefault("x-amzn-RequestId", ""));
    }

    private static Map<String, String> strings(JsonNode node) {
        Map<String, String> values = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
        return values;
    }

    private static Map<String, List<String>> headers(JsonNode node) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            List<String> all = new ArrayList<>();
            entry.getValue().forEach(value -> all.add(value.asText()));
            values.put(entry.getKey(), all);
        });
        return values;
    }

    private static AwsResponse answer(AwsResponse checked, Result result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("status", result.status());
        json.put("body", result.body());
        ObjectNode last = json.putObject("headers");
        ObjectNode all = json.putObject("multiValueHeaders");
        result.headers().forEach((name, values) -> {
            last.put(name, values.get(values.size() - 1));
            ArrayNode list = all.putArray(name);
            values.forEach(list::add);
        });
        json.put("log", result.log());
        json.put("latency", result.latencyMillis());
        return new AwsResponse(CHECKED, checked.headers(), bytes(json));
    }

    private static AwsResponse decision(AwsResponse checked, Result result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("clientStatus", result.status());
        json.put("log", result.log());
        json.put("latency", result.latencyMillis());
        result.decision().ifPresent(decision -> {
            if (!decision.policy().isEmpty()) {
                json.put("principalId", decision.principalId());
                json.put("policy", decision.policy());
            }
            if (!decision.claims().isEmpty()) {
                decision.claims().forEach(json.putObject("claims")::put);
            }
        });
        return new AwsResponse(CHECKED, checked.headers(), bytes(json));
    }

    private static byte[] bytes(ObjectNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
