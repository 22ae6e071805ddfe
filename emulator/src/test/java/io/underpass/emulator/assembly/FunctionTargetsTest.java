package io.underpass.emulator.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.LambdaTargets;
import io.underpass.alb.LambdaTargets.Reason;
import io.underpass.aws.Scope;
import io.underpass.gateway.LambdaFunctions.Result;
import io.underpass.wire.EventLoops;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FunctionTargetsTest {

    private static final byte[] PAYLOAD = "{}".getBytes(StandardCharsets.UTF_8);

    @Test
    void whatAFunctionReturnsIsHandedOn() {
        LambdaTargets.Result found = result(new Result.Returned(200, PAYLOAD, Optional.empty(), "1"));
        assertThat(((LambdaTargets.Result.Returned) found).payload()).isEqualTo(PAYLOAD);
    }

    @Test
    void everyFailureHasItsReason() {
        assertThat(reason(new Result.Returned(200, PAYLOAD, Optional.of("Unhandled"), "1")))
                .isEqualTo(Reason.FUNCTION_ERROR);
        assertThat(reason(new Result.NotFound("x"))).isEqualTo(Reason.NOT_FOUND);
        assertThat(reason(new Result.AccessDenied("x"))).isEqualTo(Reason.ACCESS_DENIED);
        assertThat(reason(new Result.Refused(429, "TooManyRequestsException", "x")))
                .isEqualTo(Reason.THROTTLED);
        assertThat(reason(new Result.Refused(413, "RequestTooLargeException", "x")))
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(reason(new Result.Refused(500, "ServiceException", "x"))).isEqualTo(Reason.REFUSED);
        assertThat(reason(new Result.Unreachable("x"))).isEqualTo(Reason.UNREACHABLE);
        assertThat(reason(new Result.NotConfigured("x"))).isEqualTo(Reason.UNREACHABLE);
        assertThat(reason(new Result.TimedOut("x"))).isEqualTo(Reason.TIMED_OUT);
    }

    private static Reason reason(Result made) {
        return ((LambdaTargets.Result.Failed) result(made)).reason();
    }

    private static LambdaTargets.Result result(Result made) {
        List<LambdaTargets.Result> results = new ArrayList<>();
        FunctionTargets targets = new FunctionTargets((call, result) -> {
            result.accept(made);
            return () -> {};
        });
        try (EventLoops loops = EventLoops.of(1)) {
            targets.invoke(
                    new LambdaTargets.Call(
                            "arn:aws:lambda:us-east-1:000000000000:function:hello",
                            PAYLOAD,
                            new Scope("000000000000", "us-east-1"),
                            loops.next(),
                            Duration.ofSeconds(1)),
                    results::add);
        }
        return results.get(0);
    }
}
