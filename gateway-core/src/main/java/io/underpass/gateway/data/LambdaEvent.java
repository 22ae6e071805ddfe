package io.underpass.gateway.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.underpass.gateway.compile.Backend;
import io.underpass.gateway.compile.ContextVariable;
import io.underpass.gateway.compile.RouteMatch;
import io.underpass.wire.FieldNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The event that a Lambda function behind an {@code AWS_PROXY} integration gets (AWS, "Input format of a Lambda function
 * for proxy integration"; members, their nulls and their values as recorded on AWS, in AWS's order). Everything but the
 * body is written when the event is begun.
 *
 * <p>Threads: begun on the event loop of the invocation, finished on one thread, perhaps another.
 */
final class LambdaEvent {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int INITIAL_BYTES = 2048;

    /** In AWS's order; null unless the caller was authenticated by IAM or Cognito. */
    private static final List<String> UNKNOWN_BEFORE_ADDRESS =
            List.of("cognitoIdentityPoolId", "accountId", "cognitoIdentityId", "caller");

    private static final List<String> UNKNOWN_AFTER_ADDRESS = List.of(
            "principalOrgId", "accessKey", "cognitoAuthenticationType", "cognitoAuthenticationProvider", "userArn");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(INITIAL_BYTES);
    private final JsonGenerator json;

    private LambdaEvent() throws IOException {
        json = JSON.createGenerator(out);
    }

    /**
     * Writes everything but the body.
     *
     * @param traceId the {@code X-Amzn-Trace-Id} that the function sees
     */
    static LambdaEvent begin(Invocation invocation, Backend.Function function, String traceId) {
        try {
            LambdaEvent event = new LambdaEvent();
            event.writeRequest(invocation, traceId);
            event.writeContext(invocation, function);
            return event;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The whole event.
     *
     * @param body stays the caller's
     * @param binary whether the body travels in base64
     */
    byte[] finish(ByteBuf body, boolean binary) {
        try {
            json.writeFieldName("body");
            if (!body.isReadable()) {
                json.writeNull();
            } else if (binary) {
                json.writeBinary(ByteBufUtil.getBytes(body));
            } else {
                // What is not UTF-8 becomes U+FFFD (spec 2.13, observed on AWS).
                json.writeString(body.toString(StandardCharsets.UTF_8));
            }
            json.writeBooleanField("isBase64Encoded", binary && body.isReadable());
            json.writeEndObject();
            json.close();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeRequest(Invocation invocation, String traceId) throws IOException {
        RouteMatch match = invocation.match();
        json.writeStartObject();
        json.writeStringField("resource", match.route().path());
        json.writeStringField("path", path(shownPath(invocation.address())));
        json.writeStringField("httpMethod", invocation.verb());
        Map<String, List<String>> fields = EventFields.of(invocation, traceId);
        writeLast("headers", fields);
        writeAll("multiValueHeaders", fields);
        Map<String, List<String>> query = invocation.query().byName();
        writeLast("queryStringParameters", query);
        writeAll("multiValueQueryStringParameters", query);
        json.writeFieldName("pathParameters");
        if (match.values().isEmpty()) {
            json.writeNull();
        } else {
            json.writeStartObject();
            for (int i = 0; i < match.values().size(); i++) {
                json.writeStringField(
                        match.route().parameters().get(i), match.values().get(i));
            }
            json.writeEndObject();
        }
        json.writeFieldName("stageVariables");
        writeStrings(invocation.stage().variables());
    }

    /** Of a custom domain name the base path is shown as well (AWS, payload format 1.0). */
    private static String shownPath(InvokeAddress address) {
        return address.customPath().orElse(address.path());
    }

    /** Slashes at the front count as one (spec 2.5, observed on AWS). */
    private static String path(String path) {
        int from = 0;
        while (from + 1 < path.length() && path.charAt(from) == '/' && path.charAt(from + 1) == '/') {
            from++;
        }
        return path.isEmpty() ? "/" : path.substring(from);
    }

    private void writeContext(Invocation invocation, Backend.Function function) throws IOException {
        json.writeObjectFieldStart("requestContext");
        write("resourceId", ContextVariable.RESOURCE_ID, invocation);
        writeAuthorizer(invocation.caller());
        write("resourcePath", ContextVariable.RESOURCE_PATH, invocation);
        if (function.operationName().isPresent()) {
            json.writeStringField("operationName", function.operationName().get());
        }
        write("httpMethod", ContextVariable.HTTP_METHOD, invocation);
        write("extendedRequestId", ContextVariable.EXTENDED_REQUEST_ID, invocation);
        write("requestTime", ContextVariable.REQUEST_TIME, invocation);
        write("path", ContextVariable.PATH, invocation);
        write("accountId", ContextVariable.ACCOUNT_ID, invocation);
        write("protocol", ContextVariable.PROTOCOL, invocation);
        write("stage", ContextVariable.STAGE, invocation);
        write("domainPrefix", ContextVariable.DOMAIN_PREFIX, invocation);
        json.writeNumberField("requestTimeEpoch", invocation.receivedAtMillis());
        write("requestId", ContextVariable.REQUEST_ID, invocation);
        writeIdentity(invocation);
        write("domainName", ContextVariable.DOMAIN_NAME, invocation);
        write("deploymentId", ContextVariable.DEPLOYMENT_ID, invocation);
        write("apiId", ContextVariable.API_ID, invocation);
        json.writeEndObject();
    }

    private void writeIdentity(Invocation invocation) throws IOException {
        json.writeObjectFieldStart("identity");
        for (String name : UNKNOWN_BEFORE_ADDRESS) {
            writeKnown(name, invocation.caller());
        }
        write("sourceIp", ContextVariable.SOURCE_IP, invocation);
        for (String name : UNKNOWN_AFTER_ADDRESS) {
            writeKnown(name, invocation.caller());
        }
        json.writeStringField("userAgent", invocation.request().headers().get(FieldNames.USER_AGENT));
        writeKnown("user", invocation.caller());
        if (invocation.exchange().peer().clientCertificate().isPresent()) {
            writeClientCertificate(invocation);
        }
        json.writeEndObject();
    }

    private void writeClientCertificate(Invocation invocation) throws IOException {
        json.writeObjectFieldStart("clientCert");
        write("clientCertPem", ContextVariable.CLIENT_CERTIFICATE, invocation);
        write("subjectDN", ContextVariable.CLIENT_SUBJECT, invocation);
        write("issuerDN", ContextVariable.CLIENT_ISSUER, invocation);
        write("serialNumber", ContextVariable.CLIENT_SERIAL_NUMBER, invocation);
        json.writeObjectFieldStart("validity");
        write("notBefore", ContextVariable.CLIENT_NOT_BEFORE, invocation);
        write("notAfter", ContextVariable.CLIENT_NOT_AFTER, invocation);
        json.writeEndObject();
        json.writeEndObject();
    }

    /** What is known of somebody who has signed the request. */
    private void writeKnown(String name, Caller caller) throws IOException {
        String value = switch (name) {
            case "accessKey" -> caller.accessKey();
            case "accountId" -> caller.accountId();
            case "caller", "user" -> caller.userId();
            case "userArn" -> caller.userArn();
            default -> "";
        };
        if (value.isEmpty()) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, value);
        }
    }

    /** What an authorizer has said, where one was asked. */
    private void writeAuthorizer(Caller caller) throws IOException {
        if (!caller.claims().isEmpty()) {
            json.writeObjectFieldStart("authorizer");
            json.writeFieldName("claims");
            writeStrings(caller.claims());
            json.writeEndObject();
        } else if (!caller.context().isEmpty()) {
            json.writeObjectFieldStart("authorizer");
            for (Map.Entry<String, String> entry : caller.context().entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeNumberField("integrationLatency", caller.latencyMillis());
            json.writeEndObject();
        }
    }

    private void write(String name, ContextVariable variable, Invocation invocation) throws IOException {
        json.writeStringField(name, ContextValues.value(variable, invocation));
    }

    /** Of several values the last one; null for nothing at all. */
    private void writeLast(String name, Map<String, List<String>> values) throws IOException {
        json.writeFieldName(name);
        if (values.isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        for (Map.Entry<String, List<String>> entry : values.entrySet()) {
            List<String> all = entry.getValue();
            json.writeStringField(entry.getKey(), all.get(all.size() - 1));
        }
        json.writeEndObject();
    }

    private void writeAll(String name, Map<String, List<String>> values) throws IOException {
        json.writeFieldName(name);
        if (values.isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        for (Map.Entry<String, List<String>> entry : values.entrySet()) {
            json.writeArrayFieldStart(entry.getKey());
            for (String value : entry.getValue()) {
                json.writeString(value);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void writeStrings(Map<String, String> values) throws IOException {
        if (values.isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }
}
