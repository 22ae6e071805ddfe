package io.underpass.alb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.control.ElbV2Operations;
import io.underpass.alb.control.ElbV2Settings;
import io.underpass.alb.model.AlbState;
import io.underpass.aws.AwsRequest;
import io.underpass.aws.AwsResponse;
import io.underpass.aws.RandomIds;
import io.underpass.aws.control.ControlState;
import io.underpass.aws.query.QueryService;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Thousands of rules on one listener, where the quota is lifted. */
final class ManyRulesTest {

    private static final int RULES = 10_000;

    private final ControlState<AlbState, AlbSnapshot> control = new ControlState<>(
            AlbState.EMPTY
                    .with(AlbFixtures.loadBalancer(Map.of()))
                    .with(AlbFixtures.listener(80, AlbFixtures.answer("default")))
                    .with(AlbFixtures.group("orders", AlbFixtures.CHECK)),
            new AlbCompiler());
    private final QueryService<AlbState> service = new QueryService<>(
            "elbv2",
            ElbV2Operations.NAMESPACE,
            control,
            ElbV2Operations.operations(
                    (group, target) -> new TargetStates.TargetHealth("healthy", "", ""),
                    new FakeVpcNetworks(),
                    new ElbV2Settings(Duration.ZERO, new ElbV2Settings.Limits(1, 1, 1, RULES + 1, 1, 1, 1, 5, 5))),
            ElbV2Operations.unemulated(),
            new RandomIds(new Random(42)),
            () -> AlbFixtures.CREATED);

    /** A scan or a compilation of all rules at every call would take minutes, of the processor's time. */
    @Test
    @Timeout(value = 900, unit = TimeUnit.SECONDS)
    void areCreatedInSeconds() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        assumeTrue(threads.isCurrentThreadCpuTimeSupported(), "this machine does not count a thread's time");
        long begun = threads.getCurrentThreadCpuTime();
        for (int priority = 1; priority <= RULES; priority++) {
            AwsResponse response = create(priority);
            assertThat(response.status()).isEqualTo(200);
        }
        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - begun)).isLessThan(Duration.ofSeconds(60));
        assertThat(control.state().rulesInOrder(AlbFixtures.listenerArn(80))).hasSize(RULES);
        assertThat(control.snapshot().targetGroups()).containsOnlyKeys(AlbFixtures.groupArn("orders"));
        assertThat(new String(create(RULES).body(), StandardCharsets.UTF_8)).contains("PriorityInUse");
    }

    private AwsResponse create(int priority) {
        String form = "Action=CreateRule&Version=" + ElbV2Operations.VERSION + "&ListenerArn="
                + AlbFixtures.listenerArn(80) + "&Priority=" + priority
                + "&Conditions.member.1.Field=path-pattern&Conditions.member.1.Values.member.1=/orders/" + priority
                + "/*&Actions.member.1.Type=forward&Actions.member.1.TargetGroupArn=" + AlbFixtures.groupArn("orders");
        return service.handle(new AwsRequest(
                "POST",
                "/",
                Map.of(),
                Map.of("content-type", "application/x-www-form-urlencoded"),
                form.getBytes(StandardCharsets.UTF_8),
                AlbFixtures.SCOPE,
                "request-1"));
    }
}
