package example;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.emulator.description.Description;
import io.underpass.testkit.FakeTarget;
import io.underpass.testkit.Reply;
import io.underpass.testkit.UnderpassExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class OrdersTest {

    @RegisterExtension
    static final UnderpassExtension aws = UnderpassExtension.builder()
            .targets("orders")
            .describe(world -> Description.of()
                    .loadBalancer(
                            "orders",
                            lb -> lb.listener(80, listener -> listener.rule(
                                    "/orders/*", rule -> rule.forwardTo(world.target("orders").hostAndPort()))))
                    .api("shop", "test", api -> api.route("ANY /orders/{proxy+}", route -> route.to("orders"))))
            .build();

    @DynamicPropertySource
    static void shop(DynamicPropertyRegistry properties) {
        properties.add("shop.url", () -> aws.invokeUrl("shop", "test"));
    }

    @Test
    void customersLearnTheStateOfTheirOrder(@Autowired WebTestClient customer, FakeTarget orders) {
        orders.on("GET", "/orders/42").answers(Reply.json(200, "{\"id\": 42, \"state\": \"packed\"}"));

        customer.get()
                .uri("/my/orders/42")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("Order 42 is packed.");
        assertThat(aws.exchanges(1).get(0).loadBalancer()).hasValue("orders");
    }

    /** The application's Netty is the one that Spring Boot chose, whatever Underpass runs on. */
    @Test
    void theApplicationKeepsItsNetty() {
        assertThat(io.netty.util.Version.identify().get("netty-common").artifactVersion()).startsWith("4.1.");
    }
}
