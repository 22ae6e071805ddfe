package io.underpass.gateway.data;

import io.underpass.gateway.compile.AccessLogFormat;
import io.underpass.gateway.compile.AccessLogFormat.Part;
import io.underpass.gateway.compile.AccessLogVariable;
import io.underpass.gateway.compile.ErrorVariable;
import io.underpass.gateway.data.AccessSteps.Step;
import io.underpass.gateway.model.BasePathMapping;
import io.underpass.gateway.template.Overrides;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The line that a stage logs for one request. What a request has no value for is a dash.
 *
 * <p>Threads: confined to the event loop of its exchange.
 *
 * @param status what the client got; 0 where it got nothing
 * @param bytes of the body that the client got
 */
record AccessLogLine(Invocation invocation, int status, long bytes) {

    private static final String NONE = "-";

    /** The line in {@code format}; it holds no line break. */
    String in(AccessLogFormat format) {
        StringBuilder line = new StringBuilder(256);
        for (Part part : format.parts()) {
            if (part instanceof Part.Text constant) {
                line.append(LogText.oneLine(constant.text()));
            } else {
                line.append(shown(part, value(part), format.xml()));
            }
        }
        return line.toString();
    }

    private static String shown(Part part, String value, boolean xml) {
        if (value.isEmpty()) {
            return NONE;
        }
        if (xml) {
            return LogText.xml(value);
        }
        // It brings its own quotes, and what is between them is escaped.
        return part instanceof Part.Error error && error.variable() == ErrorVariable.MESSAGE_STRING
                ? LogText.oneLine(value)
                : LogText.quotable(value);
    }

    private String value(Part part) {
        if (part instanceof Part.Value shared) {
            return MappedValues.joined(shared.source(), invocation);
        }
        if (part instanceof Part.Error error) {
            return invocation
                    .fault()
                    .map(fault -> ContextValues.error(error.variable(), fault))
                    .orElse("");
        }
        if (part instanceof Part.Override override) {
            return overridden(override);
        }
        return part instanceof Part.Own own ? value(own.variable()) : "";
    }

    private String overridden(Part.Override override) {
        Overrides overrides = invocation.overrides();
        return switch (override.place()) {
            case REQUEST_HEADER -> joined(overrides.header(), override.name());
            case REQUEST_PATH -> overrides.path().getOrDefault(override.name(), "");
            case REQUEST_QUERY -> joined(overrides.querystring(), override.name());
            case RESPONSE_HEADER -> joined(overrides.responseHeader(), override.name());
            case RESPONSE_STATUS ->
                overrides.status().isPresent()
                        ? Integer.toString(overrides.status().getAsInt())
                        : "";
        };
    }

    private static String joined(Map<String, List<String>> values, String name) {
        return String.join(",", values.getOrDefault(name, List.of()));
    }

    private String value(AccessLogVariable variable) {
        return switch (variable) {
            case AUTHENTICATE_ERROR -> of(AccessSteps::authenticate, Step::error);
            case AUTHENTICATE_LATENCY -> of(AccessSteps::authenticate, AccessLogLine::latency);
            case AUTHENTICATE_STATUS -> of(AccessSteps::authenticate, AccessLogLine::status);
            case AUTHORIZE_ERROR -> of(AccessSteps::authorize, Step::error);
            case AUTHORIZE_LATENCY -> of(AccessSteps::authorize, AccessLogLine::latency);
            case AUTHORIZE_STATUS -> of(AccessSteps::authorize, AccessLogLine::status);
            case AUTHORIZER_ERROR -> of(AccessSteps::authorizer, Step::error);
            case AUTHORIZER_INTEGRATION_LATENCY -> of(AccessSteps::call, call -> Long.toString(call.latencyMillis()));
            case AUTHORIZER_INTEGRATION_STATUS -> of(AccessSteps::call, call -> Integer.toString(call.status()));
            case AUTHORIZER_LATENCY -> of(AccessSteps::authorizer, AccessLogLine::latency);
            case AUTHORIZER_STATUS -> of(AccessSteps::authorizer, AccessLogLine::status);
            case STATUS -> status == 0 ? "" : Integer.toString(status);
            case RESPONSE_LENGTH -> Long.toString(bytes);
            case RESPONSE_LATENCY -> Long.toString(invocation.millisSinceReceived());
            case INTEGRATION_LATENCY ->
                invocation.integrationMillis() < 0 ? "" : Long.toString(invocation.integrationMillis());
            case INTEGRATION_STATUS ->
                invocation
                        .foundResponse()
                        .map(response -> response.head().status().codeAsText().toString())
                        .orElse("");
            case ENDPOINT_STATUS -> invocation.exchange().trail().last(TrailSteps.UPSTREAM_STATUS);
            case INTEGRATION_REQUEST_ID -> ContextValues.endpointRequestId(invocation);
            case INTEGRATION_ERROR -> integrationError();
            case TRACE_ID ->
                invocation
                        .foundRequest()
                        .map(request -> TraceId.root(request.head().headers()))
                        .orElseGet(() -> root(invocation.function().traceId()));
            case BASE_PATH_MATCHED -> basePath().orElse("");
        };
    }

    private <T> String of(Function<AccessSteps, Optional<T>> step, Function<T, String> value) {
        return Optional.ofNullable(invocation.foundAccess())
                .flatMap(step)
                .map(value)
                .orElse("");
    }

    private static String latency(Step step) {
        return Long.toString(step.latencyMillis());
    }

    private static String status(Step step) {
        return Integer.toString(step.status());
    }

    private static String root(String traceId) {
        int end = traceId.indexOf(';');
        return end < 0 ? traceId : traceId.substring(0, end);
    }

    private String integrationError() {
        boolean ofIntegration = invocation.exchange().trail().failedStep().equals(TrailSteps.INTEGRATION);
        return invocation.fault().isPresent() && ofIntegration
                ? invocation.exchange().trail().failureReason()
                : "";
    }

    private Optional<String> basePath() {
        return invocation
                .address()
                .customPath()
                .flatMap(path -> invocation
                        .snapshot()
                        .domains()
                        .find(invocation.address().domainName())
                        .flatMap(domain -> domain.mapping(path))
                        .map(BasePathMapping::basePath));
    }
}
