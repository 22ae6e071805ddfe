package io.underpass.gateway.data;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.underpass.gateway.compile.Authority;
import io.underpass.wire.RequestHead;
import java.util.Optional;

/**
 * Makes the backend's request of the client's.
 *
 * <p>Threads: immutable.
 */
final class MapRequest implements Phase {

    private final RequestFields fields;

    MapRequest(RequestIds ids) {
        this.fields = new RequestFields(ids);
    }

    @Override
    public Outcome run(Invocation invocation) {
        if (!invocation.isForwarded()) {
            return Outcome.NEXT;
        }
        Optional<Authority> authority = BackendTarget.authority(invocation);
        if (authority.isEmpty()) {
            return invocation.fail(
                    TrailSteps.INTEGRATION,
                    "Invalid endpoint address: the placeholders of the integration's uri leave no valid host",
                    FaultType.API_CONFIGURATION_ERROR);
        }
        String verb = invocation.forward().httpMethod().orElse(invocation.verb());
        RequestHead head = new RequestHead(
                HttpMethod.valueOf(verb),
                BackendTarget.target(invocation),
                HttpVersion.HTTP_1_1,
                fields.forBackend(invocation, authority.get()));
        invocation.mapped(new BackendRequest(head, authority.get()));
        return Outcome.NEXT;
    }
}
