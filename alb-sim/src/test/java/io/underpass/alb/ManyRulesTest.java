package io.underpass.alb;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledRule;
import io.underpass.alb.control.ElbV2Operations;
import io.underpass.alb.control.ElbV2Settings;
import io.underpass.alb.control.Quota;
import io.underpass.alb.model.AlbState;
import io.underpass.aws.AwsRequest;
import io.underpass.aws.AwsResponse;
import io.underpass.aws.RandomIds;
import io.underpass.aws.control.ControlState;
import io.underpass.aws.query.QueryService;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Thousands of rules on one listener, where the quota is lifted. */
final class ManyRulesTest {

    private static final int FEW = 100;
    private static final int MEASURED = 100;
    private static final int RULES = 3_000;

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
                    new ElbV2Settings(Duration.ZERO, ElbV2Settings.Limits.AWS.with(Quota.RULES, RULES + 1))),
            ElbV2Operations.unemulated(),
            new RandomIds(new Random(42)),
            () -> AlbFixtures.CREATED);

    /**
     * What a call leaves behind is as much with thousands of rules as with a few: whoever compiled or indexed all
     * of them again at each call would be found, on a machine of any speed.
     */
    @Test
    void addingOneCostsNoMoreThanWithAFewRules() {
        create(1, FEW);
        long few = bytesAllocated(() -> create(FEW + 1, FEW + MEASURED));
        create(FEW + MEASURED + 1, RULES - MEASURED);
        CompiledRule old = compiled().get(FEW);

        long many = bytesAllocated(() -> create(RULES - MEASURED + 1, RULES));

        assertThat(many).as("after " + few + " bytes").isLessThan(few * 3 / 2);
        assertThat(compiled()).hasSize(RULES);
        assertThat(compiled().get(FEW)).isSameAs(old);
        assertThat(control.state().rulesInOrder(AlbFixtures.listenerArn(80))).hasSize(RULES);
        assertThat(control.snapshot().targetGroups()).containsOnlyKeys(AlbFixtures.groupArn("orders"));
        assertThat(new String(create(RULES).body(), StandardCharsets.UTF_8)).contains("PriorityInUse");
    }

    private Map<Integer, CompiledRule> compiled() {
        return control.snapshot()
                .listener(AlbFixtures.listenerArn(80))
                .orElseThrow()
                .listener()
                .rulesByPriority();
    }

    private static long bytesAllocated(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private void create(int first, int last) {
        for (int priority = first; priority <= last; priority++) {
            assertThat(create(priority).status()).isEqualTo(200);
        }
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
