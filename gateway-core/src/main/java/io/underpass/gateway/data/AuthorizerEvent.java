package io.underpass.gateway.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.gateway.compile.ContextVariable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What a Lambda authorizer gets (AWS, "Input to an API Gateway Lambda authorizer"). Maps without entries are empty and
 * not null, other than in the events of integrations, as AWS's example shows them.
 *
 * <p>Threads: stateless.
 */
final class AuthorizerEvent {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AuthorizerEvent() {}

    static byte[] ofToken(String token, String methodArn) {
        ObjectNode event = NODES.objectNode();
        event.put("type", "TOKEN");
        event.put("methodArn", methodArn);
        event.put("authorizationToken", token);
        return bytes(event);
    }

    static byte[] ofRequest(Invocation invocation, String methodArn, String traceId) {
        ObjectNode event = NODES.objectNode();
        event.put("type", "REQUEST");
        event.put("methodArn", methodArn);
        event.put("resource", invocation.match().route().path());
        event.put("path", path(invocation));
        event.put("httpMethod", invocation.verb());
        values(EventFields.of(invocation, traceId), event.putObject("headers"), event.putObject("multiValueHeaders"));
        values(
                invocation.query().byName(),
                event.putObject("queryStringParameters"),
                event.putObject("multiValueQueryStringParameters"));
        ObjectNode pathParameters = event.putObject("pathParameters");
        List<String> names = invocation.match().route().parameters();
        for (int i = 0; i < names.size(); i++) {
            pathParameters.put(names.get(i), invocation.match().values().get(i));
        }
        ObjectNode variables = event.putObject("stageVariables");
        invocation.stage().variables().forEach(variables::put);
        context(invocation, event.putObject("requestContext"));
        return bytes(event);
    }

    private static void context(Invocation invocation, ObjectNode node) {
        put(node, "resourceId", ContextVariable.RESOURCE_ID, invocation);
        put(node, "resourcePath", ContextVariable.RESOURCE_PATH, invocation);
        put(node, "httpMethod", ContextVariable.HTTP_METHOD, invocation);
        put(node, "extendedRequestId", ContextVariable.EXTENDED_REQUEST_ID, invocation);
        put(node, "requestTime", ContextVariable.REQUEST_TIME, invocation);
        put(node, "path", ContextVariable.PATH, invocation);
        put(node, "accountId", ContextVariable.ACCOUNT_ID, invocation);
        put(node, "protocol", ContextVariable.PROTOCOL, invocation);
        put(node, "stage", ContextVariable.STAGE, invocation);
        put(node, "domainPrefix", ContextVariable.DOMAIN_PREFIX, invocation);
        node.put("requestTimeEpoch", invocation.receivedAtMillis());
        put(node, "requestId", ContextVariable.REQUEST_ID, invocation);
        ObjectNode identity = node.putObject("identity");
        for (String name : List.of(
                "cognitoIdentityPoolId",
                "accountId",
                "cognitoIdentityId",
                "caller",
                "principalOrgId",
                "accessKey",
                "cognitoAuthenticationType",
                "cognitoAuthenticationProvider",
                "userArn",
                "user")) {
            identity.putNull(name);
        }
        put(identity, "sourceIp", ContextVariable.SOURCE_IP, invocation);
        put(identity, "userAgent", ContextVariable.USER_AGENT, invocation);
        put(node, "domainName", ContextVariable.DOMAIN_NAME, invocation);
        put(node, "deploymentId", ContextVariable.DEPLOYMENT_ID, invocation);
        put(node, "apiId", ContextVariable.API_ID, invocation);
    }

    private static void put(ObjectNode node, String member, ContextVariable variable, Invocation invocation) {
        String value = ContextValues.value(variable, invocation);
        if (value.isEmpty()) {
            node.putNull(member);
        } else {
            node.put(member, value);
        }
    }

    /** Slashes before the path count as one (spec 2.5). */
    private static String path(Invocation invocation) {
        String path = invocation.address().path();
        int from = 0;
        while (from < path.length() && path.charAt(from) == '/') {
            from++;
        }
        return '/' + path.substring(from);
    }

    /** The single-value view shows the last of several values (spec 2.6). */
    private static void values(Map<String, List<String>> byName, ObjectNode single, ObjectNode multi) {
        byName.forEach((name, values) -> {
            single.put(name, values.get(values.size() - 1));
            ArrayNode all = multi.putArray(name);
            values.forEach(all::add);
        });
    }

    private static byte[] bytes(ObjectNode event) {
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }
}
