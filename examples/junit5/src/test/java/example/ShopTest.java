package example;

import static io.underpass.testkit.assertj.UnderpassAssertions.assertThat;
import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.underpass.emulator.description.Description;
import io.underpass.testkit.FakeTarget;
import io.underpass.testkit.FaultProxy;
import io.underpass.testkit.InvokeUrl;
import io.underpass.testkit.Moment;
import io.underpass.testkit.ProxyFault;
import io.underpass.testkit.Reply;
import io.underpass.testkit.UnderpassExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ShopTest {

    /** Two fake targets, a private load balancer before each of them, and an API with a link to both. */
    @RegisterExtension
    static final UnderpassExtension aws = UnderpassExtension.builder()
            .targets("orders", "payments")
            .describe(world -> Description.of()
                    .loadBalancer(
                            "orders",
                            lb -> lb.listener(80, listener -> listener.rule(
                                    "/orders/*", rule -> rule.forwardTo(world.target("orders").hostAndPort()))))
                    .loadBalancer(
                            "payments",
                            lb -> lb.listener(80, listener -> listener.rule(
                                    "/payments/*",
                                    rule -> rule.forwardTo(world.target("payments").hostAndPort()))))
                    .api("shop", "test", api -> api.route("ANY /orders/{proxy+}", route -> route.to("orders"))
                            .route("ANY /payments/{proxy+}", route -> route.to("payments"))))
            .build();

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void ordersAreAskedForAnOrder(@InvokeUrl URI shop, FakeTarget orders) throws Exception {
        orders.on("GET", "/orders/42").answers(Reply.json(200, "{\"id\": 42}"));

        HttpResponse<String> response = get(shop + "/orders/42");

        assertThat(aws.exchange(response))
                .wentThrough("orders")
                .answeredBy(orders)
                .hasStatus(200);
    }

    @Test
    void callersAreToldWhenPaymentsBreakOff(@InvokeUrl URI shop, FakeTarget payments) throws Exception {
        payments.answers(Reply.reset(Moment.BEFORE_HEAD));

        HttpResponse<String> response = get(shop + "/payments/7");

        assertThat(aws.exchange(response)).wentThrough("payments").hasStatus(502);
    }

    /** For servers that cannot be told to fail; here it stands before a fake one. */
    @Test
    void aLongWayBreaksOff(FakeTarget orders) throws Exception {
        try (FaultProxy way = FaultProxy.to(orders)) {
            way.suffers(ProxyFault.delay(Duration.ofMillis(20), Duration.ZERO), ProxyFault.closed(Moment.IN_BODY));

            assertThrows(IOException.class, () -> get("http://" + way.hostAndPort() + "/orders/42"));

            assertThat(orders).wasAsked("GET", "/orders/42");
        }
    }

    @Test
    void noTargetIsAskedForWhatNoRuleMatches(@InvokeUrl URI shop, FakeTarget orders) throws Exception {
        HttpResponse<String> response = get(shop + "/nothing");

        assertThat(aws.exchange(response)).reachedNoTarget();
        assertThat(orders).wasNotAsked();
    }

    private HttpResponse<String> get(String uri) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(uri)).build(), ofString());
    }
}
