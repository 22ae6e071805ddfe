package io.underpass.gateway.data;

import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import io.underpass.gateway.compile.MethodLogging;
import io.underpass.gateway.compile.RouteMatch;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.ResponseHead;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What was done for one request, in the words and the order of AWS's execution logs (spec 7.1). Without data tracing the
 * lines that hold headers, parameters or bodies are left out; which of them AWS leaves out is a guess. So is that a log of
 * errors has of a failed request the failure and the status.
 *
 * <p>Threads: confined to the event loop of its exchange.
 */
final class ExecutionLog {

    private static final String CONFIGURATION = "Execution failed due to configuration error: ";
    private static final String INVALID_ENDPOINT = "Invalid endpoint address";

    /** The front end's own, which the method knows nothing of. */
    static final Set<AsciiString> FRONT_END_FIELDS =
            Set.of(FieldNames.DATE, Fields.REQUEST_ID, Fields.EXTENDED_ID, Fields.JOURNAL);

    private final MethodLogging settings;
    private final LongSupplier now;
    private final List<Line> lines = new ArrayList<>(20);
    private boolean begun;
    private boolean failed;

    /**
     * A log of nothing yet.
     *
     * @param now the time in milliseconds since the epoch
     */
    ExecutionLog(MethodLogging settings, LongSupplier now) {
        this.settings = settings;
        this.now = now;
    }

    /** Something that was done, and when; the text may hold line breaks where it shows a body. */
    record Line(long atMillis, String text) {}

    /** The lines so far, each cut where AWS cuts. */
    List<Line> lines() {
        return lines;
    }

    /** The request is complete and its execution begins. */
    void begins(Invocation invocation) {
        begun = true;
        note("Starting execution for request: " + invocation.identity().requestId());
        note("HTTP Method: " + invocation.verb() + ", Resource Path: " + path(invocation));
        if (settings.executions() && settings.data()) {
            add("Method request path: " + pathParameters(invocation.match()));
            add("Method request query string: " + LogText.of(invocation.query().byName()));
            add("Method request headers: "
                    + LogText.of(FieldList.of(invocation.request().headers())));
            add("Method request body before transformations: " + LogText.of(invocation.body()));
        }
    }

    /** An authorizer is tested; the words are AWS's as remembered. */
    void asks(String authorizerId) {
        begun = true;
        note("Starting authorizer: " + authorizerId);
    }

    /** It has decided; the words are AWS's as remembered. */
    void decided(String principalId) {
        note("Using valid authorizer policy for principal: " + LogText.oneLine(principalId));
        note("Successfully completed authorizer execution");
    }

    /**
     * The request came with an API key that the usage plan may have something to say about. The words of these two lines
     * are AWS's as remembered.
     *
     * @param key as it may be shown
     */
    void checksKey(Invocation invocation, String key) {
        note("Verifying Usage Plan for request: " + invocation.identity().requestId() + ". API Key: " + key
                + " API Stage: " + stage(invocation));
    }

    /** The usage plan does not object. */
    void keyPasses(Invocation invocation, String key) {
        note("Usage Plan check succeeded for API Key " + key + " and API Stage " + stage(invocation));
    }

    private static String stage(Invocation invocation) {
        return invocation.api().id() + '/' + invocation.stage().name();
    }

    /** The integration is called. */
    void calls(String uri, FieldList headers, String body) {
        if (settings.executions() && settings.data()) {
            add("Endpoint request URI: " + LogText.oneLine(uri));
            add("Endpoint request headers: " + LogText.of(headers));
            add("Endpoint request body after transformations: " + body);
        }
        note("Sending request to " + LogText.oneLine(uri));
    }

    /** The integration has answered. */
    void received(int status, long latencyMillis, FieldList headers, String body) {
        note("Received response. Status: " + status + ", Integration latency: " + latencyMillis + " ms");
        if (settings.executions() && settings.data()) {
            add("Endpoint response headers: " + LogText.of(headers));
            add("Endpoint response body before transformations: " + body);
        }
    }

    /** The method's response is made of the integration's and about to be sent. */
    void responds(ResponseHead head, ByteBuf body) {
        if (settings.executions() && settings.data() && !failed) {
            add("Method response body after transformations: " + LogText.of(body));
            add("Method response headers: "
                    + LogText.of(LogText.without(FieldList.of(head.headers()), FRONT_END_FIELDS)));
        }
    }

    /** The client gets {@code fault}; {@code reason} says why. */
    void fails(Invocation invocation, Fault fault, String reason) {
        if (!begun && fault.type() == FaultType.API_CONFIGURATION_ERROR) {
            begins(invocation); // the method cannot be executed at all: nobody waited for a body
        }
        failed = true;
        add(LogText.oneLine(
                switch (fault.type()) {
                    case API_CONFIGURATION_ERROR, MALFORMED_PROXY_RESPONSE ->
                        CONFIGURATION + (reason.startsWith(INVALID_ENDPOINT) ? INVALID_ENDPOINT : reason);
                    case INTEGRATION_TIMEOUT -> "Execution failed due to a timeout error";
                    case INTEGRATION_FAILURE ->
                        "Execution failed due to a network error communicating with endpoint"
                                + (reason.isEmpty() ? "" : ": " + reason);
                    case SERVICE_UNAVAILABLE -> "Execution failed due to an vpc link error"; // of a v2 link: a guess
                    case UNAUTHORIZED ->
                        "Unauthorized request: " + invocation.identity().requestId();
                    case ACCESS_DENIED -> "The client is not authorized to perform this operation.";
                    default -> reason.isEmpty() ? fault.message() : reason;
                }));
    }

    /** The exchange is over; {@code whole} says whether the client has a complete answer. */
    void ends(int status, boolean whole) {
        if (!failed && whole) {
            note("Successfully completed execution");
        }
        if (failed || settings.executions()) {
            add("Method completed with status: " + status);
        }
    }

    private static String path(Invocation invocation) {
        String path = invocation.address().path();
        return LogText.oneLine(path.isEmpty() ? "/" : path);
    }

    private static String pathParameters(RouteMatch match) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < match.values().size(); i++) {
            values.put(match.route().parameters().get(i), match.values().get(i));
        }
        return LogText.oneLine(values.toString());
    }

    /** A line that errors alone do not need. */
    private void note(String line) {
        if (settings.executions()) {
            add(line);
        }
    }

    private void add(String line) {
        lines.add(new Line(now.getAsLong(), LogText.cut(line)));
    }
}
