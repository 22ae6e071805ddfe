package io.underpass.testkit;

import static io.underpass.testkit.assertj.UnderpassAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.underpass.emulator.Underpass;
import io.underpass.emulator.faults.Fault;
import io.underpass.emulator.journal.Journal;
import io.underpass.emulator.journal.JournalFilter;
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

/** The tests are in order because what one leaves behind must not be there for the next. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UnderpassExtensionTest {

    private static final Duration SOON = Duration.ofMinutes(1);

    @RegisterExtension
    static final UnderpassExtension underpass = UnderpassExtension.builder()
            .targets("orders", "other")
            .setUp(world -> world.target("orders").on("GET", "/orders/7").answers(Reply.text(200, "seven")))
            .setUp(new Shop()::setUp)
            .build();

    @BeforeAll
    static void addMore() {
        aws().apiGateway("POST", "/restapis", "{\"name\":\"added by BeforeAll\"}");
    }

    @Test
    @Order(1)
    void aRequestGoesAllTheWay(@InvokeUrl(api = "shop") URI shop, FakeTarget orders, @Called("other") FakeTarget idle) {
        Client.Answer answer = Client.get(shop + "/orders/42?x=1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(underpass.exchange(answer.requestId()))
                .wentThrough("orders")
                .matchedResource("/orders/{proxy+}")
                .answeredBy(orders)
                .hasStatus(200);
        assertThat(orders).wasAsked("GET", "/orders/42").wasAskedTimes(1);
        assertThat(idle).wasNotAsked();
        assertThat(underpass.exchanges()).hasSize(1);
    }

    @Test
    @Order(2)
    void aTestLeavesChangesBehind(Underpass running, @Called("orders") FakeTarget target) {
        assertThat(running).isSameAs(underpass.underpass());
        assertThat(restApis()).isEqualTo(2);
        aws().apiGateway("POST", "/restapis", "{\"name\":\"left behind\"}");
        aws().apiGateway(
                        "DELETE",
                        "/restapis/"
                                + underpass.invokeUrl("shop", "test").getPath().split("/")[2],
                        "");
        target.answers(Reply.status(500)).unhealthy();
        target.refuse();
        running.faults().add(Fault.onLoadBalancer("orders").status(418));
        running.clock().advance(Duration.ofDays(1));

        assertThat(restApis()).isEqualTo(2);
    }

    @Test
    @Order(3)
    void theNextTestSeesNoneOfThem(Journal journal, FakeTarget orders) {
        assertThat(restApis()).isEqualTo(2);
        assertThat(journal.newest(JournalFilter.ALL, 1)).isEmpty();
        assertThat(underpass.faults().list()).isEmpty();
        assertThat(underpass.clock().instant()).isBefore(Instant.now().plusSeconds(60));
        assertThat(underpass
                        .loadBalancer("orders")
                        .awaitHealth(orders, "healthy", SOON)
                        .targetGroups())
                .hasSize(1);
        assertThat(orders).wasNotAsked();
        assertThat(Client.get(underpass.invokeUrl("shop", "test") + "/orders/7").body())
                .isEqualTo("seven");
        assertThat(Client.get(underpass.invokeUrl("shop", "") + "/orders/8").body())
                .isEqualTo("orders\n");
    }

    @Test
    void aTargetIsDrained(LoadBalancer orders, @Called("orders") FakeTarget target, @Called("other") FakeTarget other) {
        orders.awaitHealth(target, "healthy", SOON);
        orders.register(other).awaitHealth(other, "healthy", SOON);

        orders.drain(target);

        assertThat(orders.health(target)).contains("draining");
        assertThat(underpass.exchange(Client.get(underpass.invokeUrl("shop", "test") + "/orders/1")
                        .requestId()))
                .answeredBy(other);
        assertThatThrownBy(() -> orders.drain(target)).hasMessageContaining("has target orders (127.0.0.1:");

        underpass.clock().advance(Duration.ofSeconds(300));
        assertThat(orders.health(target)).isEmpty();
    }

    @Test
    void aFaultIsPartOfTheStory(@InvokeUrl(api = "shop") URI shop, FakeTarget orders) {
        underpass.faults().add(Fault.onTarget(orders.hostAndPort()).status(503));

        Exchange exchange = underpass.exchange(Client.get(shop + "/orders/1").requestId());

        assertThat(exchange).wentThrough("orders").hasStatus(503);
        assertThat(exchange.story()).contains("    fault          ");
        assertThat(orders).wasNotAsked();
    }

    @Test
    void healthFollowsTheTarget(LoadBalancer orders, @Called("orders") FakeTarget target) {
        orders.awaitHealth(target, "healthy", SOON);

        target.unhealthy();
        underpass.clock().advance(Duration.ofMinutes(5));
        assertThat(orders.health(target)).contains("unhealthy");

        target.healthy();
        underpass.clock().advance(Duration.ofMinutes(5));
        assertThat(orders.health(target)).contains("healthy");
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> underpass.target("nobody")).hasMessageContaining("[orders, other]");
        assertThatThrownBy(() -> underpass.invokeUrl("", "test")).hasMessageContaining("there is no single REST API");
        assertThatThrownBy(() -> underpass.invokeUrl("nothing", "test"))
                .hasMessageContaining("there is no single REST API 'nothing'; there are: [");
        assertThatThrownBy(() -> underpass.loadBalancer("none").arn()).hasMessageContaining("LoadBalancerNotFound");
    }

    /** Shares the emulator, and adds to what its tests begin with. */
    @Nested
    class Within {

        @BeforeAll
        static void addYetMore() {
            aws().apiGateway("POST", "/restapis", "{\"name\":\"added within\"}");
        }

        @Test
        void whatTheClassAroundItMadeIsThere() {
            assertThat(restApis()).isEqualTo(3);
            aws().apiGateway("POST", "/restapis", "{\"name\":\"left behind\"}");
        }

        @Test
        void onceMore() {
            assertThat(restApis()).isEqualTo(3);
            aws().apiGateway("POST", "/restapis", "{\"name\":\"left behind\"}");
        }
    }

    private static int restApis() {
        return aws().apiGateway("GET", "/restapis", "").path("item").size();
    }

    private static ControlCalls aws() {
        return new ControlCalls(underpass.endpoint(), underpass.region());
    }
}
