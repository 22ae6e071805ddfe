package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.underpass.alb.LambdaTargets;
import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.model.AlbState;
import io.underpass.aws.control.ControlState;
import io.underpass.wire.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthCheckLogTest {

    private static final Map<String, String> LOGGING =
            Map.of("health_check_logs.s3.enabled", "true", "health_check_logs.s3.bucket", "logs");

    private final ManualTimer timer = new ManualTimer();
    private final ScriptedTargets targets = new ScriptedTargets();
    private final List<String> logged = new ArrayList<>();
    private final HealthChecker checker = new HealthChecker(
            targets,
            LambdaTargets.NONE,
            new EmbeddedChannel().eventLoop(),
            timer,
            (log, at, line) -> logged.add(log.name() + ' ' + line),
            () -> Shop.NOW);
    private final ControlState<AlbState, AlbSnapshot> state = new ControlState<>(
            AlbState.EMPTY.with(AlbFixtures.listener(80, AlbFixtures.forward("orders"))), new AlbCompiler());

    private void check(Map<String, String> attributes) {
        state.change(s -> s.with(AlbFixtures.loadBalancer(attributes))
                .with(AlbFixtures.group("orders", AlbFixtures.CHECK, AlbFixtures.target(9001))));
        checker.follow(state.snapshot());
        timer.run();
    }

    @Test
    void aCheckThatPassesHasAwsTenFields() {
        check(LOGGING);
        assertThat(logged)
                .singleElement()
                .asString()
                .matches("health_check_log_000000000000_elasticloadbalancing_us-east-1_app\\.shop\\.1"
                        + " http 2026-01-01T01:00:00\\.000000Z 0\\.\\d{9} 127\\.0\\.0\\.1:9001 orders PASS 200 -"
                        + " app/shop/1 127\\.0\\.0\\.1");
    }

    @ParameterizedTest
    @CsvSource({"404,ResponseCodeMismatch", "502,TargetError"})
    void aWrongCodeHasItsReason(int status, String reason) {
        targets.script(9001, ScriptedTargets.answer(status));
        check(LOGGING);
        assertThat(logged).singleElement().asString().contains(" FAIL " + status + ' ' + reason + ' ');
    }

    @ParameterizedTest
    @CsvSource({"TIMEOUT,TimedOut", "CONNECT_TIMEOUT,TimedOut", "RESET,ConnectionReset", "INTERNAL,InternalError"})
    void aTargetThatDoesNotAnswerHasNoCode(Failure.Kind kind, String reason) {
        targets.script(9001, ScriptedTargets.failing(kind, "no"));
        check(LOGGING);
        assertThat(logged).singleElement().asString().contains(" FAIL - " + reason + ' ');
    }

    @Test
    void nothingIsWrittenWhereNoLogIsKept() {
        check(Map.of());
        assertThat(logged).isEmpty();
    }
}
