package io.underpass.gateway.data;

import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.gateway.compile.CompiledApi;
import io.underpass.gateway.compile.EndpointType;
import io.underpass.wire.FieldList;

/**
 * The front end's limits (spec 4), checked before a stage is looked for. Those of URL and headers depend on the endpoint
 * type of the API; a request for an API that does not exist gets the widest.
 *
 * <p>Threads: stateless.
 */
final class CheckLimits implements Phase {

    static final int MAX_BODY_BYTES = 10_485_760;

    private static final int MAX_BYTES = 10_240;
    private static final int MAX_EDGE_OR_PRIVATE_URL_BYTES = 8192;
    private static final int MAX_PRIVATE_HEADER_BYTES = 8000;

    @Override
    public Outcome run(Invocation invocation) {
        CompiledApi api = invocation.foundApi();
        EndpointType type = api == null ? EndpointType.REGIONAL : api.endpointType();
        int maxUrlBytes = type == EndpointType.REGIONAL ? MAX_BYTES : MAX_EDGE_OR_PRIVATE_URL_BYTES;
        int maxHeaderBytes = type == EndpointType.PRIVATE ? MAX_PRIVATE_HEADER_BYTES : MAX_BYTES;
        long headerBytes = bytes(invocation.request().headers());
        if (headerBytes > maxHeaderBytes) {
            invocation
                    .exchange()
                    .trail()
                    .fail(
                            TrailSteps.LIMITS,
                            "names and values of the headers have " + headerBytes + " bytes, " + maxHeaderBytes
                                    + " are allowed");
            // Seen with 10240; that another limit is named in the same words is a guess.
            return new Outcome.Reply(
                    new Fault(FaultType.HEADERS_TOO_LARGE, "HTTP header is larger than " + maxHeaderBytes + " bytes."));
        }
        int urlBytes = invocation.request().target().length();
        if (urlBytes > maxUrlBytes) {
            return invocation.fail(
                    TrailSteps.LIMITS,
                    "the URL has " + urlBytes + " bytes, " + maxUrlBytes + " are allowed",
                    FaultType.URI_TOO_LONG);
        }
        long bodyBytes = invocation.exchange().body().length();
        return bodyBytes > MAX_BODY_BYTES ? bodyTooLarge(invocation, bodyBytes + " bytes") : Outcome.NEXT;
    }

    static Outcome bodyTooLarge(Invocation invocation, String size) {
        return invocation.fail(
                TrailSteps.LIMITS,
                "the request's body has " + size + ", " + MAX_BODY_BYTES + " are allowed",
                FaultType.REQUEST_TOO_LARGE);
    }

    private static long bytes(HttpHeaders headers) {
        long bytes = 0;
        FieldList fields = FieldList.of(headers);
        for (int i = 0; i < fields.size(); i++) {
            bytes += fields.name(i).length() + fields.value(i).length();
        }
        return bytes;
    }
}
