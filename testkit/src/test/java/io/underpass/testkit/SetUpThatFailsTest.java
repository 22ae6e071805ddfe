package io.underpass.testkit;

import static io.underpass.testkit.assertj.UnderpassAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.emulator.faults.Fault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a set-up says about faults, targets and the clock holds for each test, whatever those before it have done. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SetUpThatFailsTest {

    @RegisterExtension
    static final UnderpassExtension underpass = UnderpassExtension.builder()
            .targets("orders", "ill", "away")
            .settings(settings -> settings.provisioningTime(Duration.ofMinutes(2)))
            .setUp(SetUpThatFailsTest::describe)
            .build();

    private static void describe(UnderpassExtension world) {
        world.target("ill").unhealthy();
        world.target("away").refuse();
        world.underpass().apply(Shop.description(world, "/orders/*"));
        world.clock().advance(Duration.ofDays(2));
        LoadBalancer.of(world.underpass(), "orders")
                .register(world.target("ill"))
                .register(world.target("away"));
        world.clock().advance(Duration.ofMinutes(5));
        world.faults().add(Fault.onLoadBalancer("orders").status(418));
    }

    @Test
    @Order(1)
    void itHoldsForTheFirstTest(LoadBalancer orders, @InvokeUrl URI shop) {
        itHolds(orders, shop);
    }

    @Test
    @Order(2)
    void itHoldsForTheNextWhichChangesIt(LoadBalancer orders, @InvokeUrl URI shop) {
        itHolds(orders, shop);
        underpass.target("ill").healthy();
        underpass.target("away").accept();
        underpass.faults().clear();
        underpass.clock().reset();
    }

    @Test
    @Order(3)
    void itHoldsForTheNext(LoadBalancer orders, @InvokeUrl URI shop) {
        itHolds(orders, shop);
        underpass.clock().advance(Duration.ofDays(1));
    }

    @Test
    @Order(4)
    void itHoldsForTheLast(LoadBalancer orders, @InvokeUrl URI shop) {
        itHolds(orders, shop);
    }

    private static void itHolds(LoadBalancer orders, URI shop) {
        assertThat(underpass.clock().instant())
                .isBetween(
                        Instant.now().plus(Duration.ofHours(47)), Instant.now().plus(Duration.ofHours(49)));
        assertThat(underpass.clock().isFrozen()).isFalse();
        assertThat(orders.health(underpass.target("orders"))).contains("healthy");
        assertThat(orders.health(underpass.target("ill"))).contains("unhealthy");
        assertThat(orders.health(underpass.target("away"))).contains("unhealthy");
        assertThat(Client.get(shop + "/orders/1").status()).isEqualTo(418);
        assertThat(underpass.exchanges(1)).hasSize(1);
    }

    /** Time stands still for these alone. */
    @Nested
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    class WhileTimeStandsStill {

        private static final Instant LATER = Instant.now().plus(Duration.ofDays(3));

        @BeforeAll
        static void stopTime() {
            underpass.clock().freeze();
            underpass.clock().setTo(LATER);
            underpass.target("ill").healthy();
        }

        @Test
        @Order(1)
        void itStands(LoadBalancer orders) {
            assertThat(underpass.clock().instant()).isEqualTo(LATER);
            underpass.clock().resume();
            underpass.clock().advance(Duration.ofMinutes(1));
        }

        @Test
        @Order(2)
        void itStandsAgain(@InvokeUrl URI shop) {
            assertThat(underpass.clock().instant()).isEqualTo(LATER);
            assertThat(underpass.clock().isFrozen()).isTrue();
            assertThat(Client.get(shop + "/orders/1").status()).isEqualTo(418);
        }
    }
}
