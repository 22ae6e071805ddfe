package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.PrivateLinks.Resolution;
import io.underpass.gateway.compile.ApiFixture;
import io.underpass.gateway.compile.ApiFixture.ResponseFixture;
import io.underpass.wire.FakeExchange;
import org.junit.jupiter.api.Test;

/** {@code AWS} integrations with other services than Lambda. */
class ServiceIntegrationTest {

    private final Gateway gateway = Gateway.of(ApiFixture.api("abc")
            .route(
                    "POST",
                    "/{queue}",
                    method -> method.type("AWS")
                            .integrationVerb("POST")
                            .uri("arn:aws:apigateway:eu-west-1:sqs:path/000000000000/{queue}")
                            .map("path.queue", "method.request.path.queue")
                            .map("header.Content-Type", "'application/x-www-form-urlencoded'")
                            .template("application/json", "Action=SendMessage&MessageBody=$util.urlEncode($input.body)")
                            .response(ResponseFixture.status("200"))
                            .response(ResponseFixture.status("400").when("4\\d\\d"))));
    private String asked = "";

    @Test
    void theServiceGetsWhatIsMapped() {
        FakeExchange exchange = post(200, "{\"SendMessageResponse\": {}}");
        assertThat(asked).isEqualTo("000000000000 sqs eu-west-1");
        assertThat(gateway.backend.request.head().method().name()).isEqualTo("POST");
        assertThat(gateway.backend.request.head().target()).isEqualTo("/000000000000/orders");
        assertThat(gateway.backend.sent("Host")).isEqualTo("sqs.eu-west-1.amazonaws.com");
        assertThat(gateway.backend.sent("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(gateway.backend.requestBody).isEqualTo("Action=SendMessage&MessageBody=a+b");
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.text()).isEqualTo("{\"SendMessageResponse\": {}}");
        assertThat(exchange.responseField("X-Amzn-Trace-Id")).startsWith("Root=1-");
        assertThat(exchange.trail().last("service")).isEqualTo("sqs");
    }

    @Test
    void itsStatusSelectsTheResponse() {
        assertThat(post(403, "no").status()).isEqualTo(400);
    }

    @Test
    void aServiceThatNobodyIsIsAConfigurationError() {
        FakeExchange exchange = Gateway.request("POST", "/dev/orders").body("a b");
        gateway.serve(exchange).runPending();
        assertThat(exchange.status()).isEqualTo(500);
        assertThat(exchange.trail().failureReason()).contains("sqs");
    }

    private FakeExchange post(int status, String answer) {
        gateway.services = (scope, service, region) -> {
            asked = scope.account() + ' ' + service + ' ' + region;
            return new Resolution.Resolved(gateway.backend);
        };
        gateway.backend.answers(status, answer, "Content-Type", "application/json");
        FakeExchange exchange = Gateway.request("POST", "/dev/orders").body("a b");
        gateway.serve(exchange).runPending();
        return exchange;
    }
}
