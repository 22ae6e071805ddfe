package io.underpass.emulator.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlannedGroupsTest {

    @Test
    void groupsAreCalledByTheirNamesOrTheirFirstTargets() {
        assertThat(names(LoadBalancer.of("orders")
                        .targetGroup("blue", g -> g.target("a:1"))
                        .listener(
                                80,
                                l -> l.rule("/a", r -> r.forwardTo("127.0.0.1:8081", "127.0.0.1:8082"))
                                        .otherwise(Action.forwardToGroup("blue")))))
                .containsExactly("orders-blue", "orders-127-0-0-1-8081");
    }

    @Test
    void whatIsDescribedAlikeIsOne() {
        assertThat(names(LoadBalancer.of("orders")
                        .listener(80, l -> l.rule("/a", r -> r.forwardTo("a:1")).forwardTo("a:1"))))
                .containsExactly("orders-a-1");
    }

    @Test
    void othersWithTheSameFirstTargetAreToldApart() {
        assertThat(names(LoadBalancer.of("orders")
                        .listener(
                                80,
                                l -> l.rule(
                                                "/a",
                                                r -> r.forward(
                                                        g -> g.target("a:1").healthCheck("/health")))
                                        .forwardTo("a:1"))))
                .containsExactly("orders-a-1", "orders-a-1-2");
    }

    @Test
    void noNameIsLongerThanAwsTakes() {
        String target = "a-service-with-quite-a-long-name.internal:8080";
        List<String> names = names(LoadBalancer.of("orders")
                .listener(80, l -> l.rule("/a", r -> r.forwardTo(target)).forwardTo(target + "1")));

        assertThat(names).hasSize(2).doesNotHaveDuplicates().allMatch(name -> name.matches("[A-Za-z0-9-]{1,32}"));
    }

    private static List<String> names(LoadBalancer loadBalancer) {
        return PlannedGroups.of(List.of(loadBalancer)).of(loadBalancer).stream()
                .map(PlannedGroup::name)
                .toList();
    }
}
