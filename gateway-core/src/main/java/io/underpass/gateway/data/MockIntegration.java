package io.underpass.gateway.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.underpass.gateway.template.MockStatus;
import io.underpass.wire.FieldList;
import io.underpass.wire.ResponseHead;
import java.util.OptionalInt;

/**
 * Answers in place of a backend, with the status that the mapped request names and nothing else (spec 2.14).
 *
 * <p>Threads: stateless.
 */
final class MockIntegration {

    private MockIntegration() {}

    static Outcome answer(Invocation invocation) {
        OptionalInt status = MockStatus.read(invocation.body().toString(UTF_8));
        if (status.isEmpty()) {
            return invocation.fail(
                    TrailSteps.INTEGRATION,
                    "Unable to parse statusCode. It should be an integer that is defined in the request template.",
                    FaultType.API_CONFIGURATION_ERROR);
        }
        invocation.takeBody().release();
        ResponseHead head = new ResponseHead(HttpResponseStatus.valueOf(status.getAsInt()), new FieldList(), 0);
        invocation.answered(new BackendResponse(head, Unpooled.EMPTY_BUFFER));
        return Outcome.NEXT;
    }
}
