package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.compile.ApiFixture;
import io.underpass.wire.FakeExchange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What request validators let pass, and what clients read of what they do not. */
class ValidateRequestTest {

    private static final String PET = "{'type':'object','required':['name'],'properties':{'name':{'type':'string'}}}";

    private final Gateway gateway = Gateway.of(ApiFixture.api("abc")
            .validator("params", false, true)
            .validator("bodies", true, false)
            .validator("all", true, true)
            .validator("none", false, false)
            .model("Pet", PET)
            .model("Slow", "{'pattern':'^(a+)+\\\\1$'}")
            .route(
                    "GET",
                    "/items/{pathIssuer}",
                    method -> method.validator("params")
                            .declares("header.x-header-param", true)
                            .declares("path.issuer", true)
                            .declares("querystring.qs1", true)
                            .declares("querystring.optional", false))
            .route("GET", "/paths/{id}", method -> method.validator("params").declares("path.id", true))
            .route(
                    "POST",
                    "/pets",
                    method -> method.validator("bodies")
                            .declares("querystring.q", true)
                            .model("application/json", "Pet"))
            .route(
                    "PUT",
                    "/pets",
                    method -> method.validator("all")
                            .declares("querystring.q", true)
                            .model("$default", "Pet"))
            .route(
                    "PATCH",
                    "/pets",
                    method -> method.validator("none")
                            .declares("querystring.q", true)
                            .model("$default", "Pet"))
            .route("POST", "/slow", method -> method.validator("bodies").model("$default", "Slow")));

    @Test
    @DisplayName("A01 missing required parameters are listed: header, path, query")
    void a01MissingParametersAreListed() {
        FakeExchange exchange = gateway.get("/dev/items/x");

        assertFault(exchange, "{\"message\": \"Missing required request parameters: [x-header-param, issuer, qs1]\"}");
        assertThat(exchange.trail().failedStep()).isEqualTo("validation");
        assertThat(gateway.backend.request).isNull();
    }

    @Test
    @DisplayName("A02 a required parameter that is blank counts as missing")
    void a02BlankParametersAreMissing() {
        FakeExchange exchange =
                gateway.serve(Gateway.request("GET", "/dev/items/x?qs1=+&qs1=").field("x-header-param", ""));
        assertFault(exchange, "{\"message\": \"Missing required request parameters: [x-header-param, issuer, qs1]\"}");
    }

    @Test
    void whatIsThereIsNotListed() {
        FakeExchange exchange =
                gateway.serve(Gateway.request("GET", "/dev/items/x?qs1=&qs1=v").field("X-Header-Param", "v"));
        assertFault(exchange, "{\"message\": \"Missing required request parameters: [issuer]\"}");
        assertThat(gateway.get("/dev/paths/1").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST | /dev/pets | application/json | {'name':'Rex'} | 200",
                "POST | /dev/pets | application/json; charset=utf-8 | {'name':'Rex'} | 200",
                "POST | /dev/pets | APPLICATION/JSON | {} | 400",
                "POST | /dev/pets | text/plain | no json at all | 200",
                "POST | /dev/pets | application/json | no json at all | 400",
                "POST | /dev/pets | application/json | {'name':1} | 400",
                "PUT | /dev/pets?q=1 | text/plain | {'name':1} | 400",
                "PUT | /dev/pets?q=1 | text/plain | {'name':'Rex'} | 200",
                "PATCH | /dev/pets | application/json | {} | 200",
            })
    void aBodyIsJudgedByTheModelOfItsContentType(
            String verb, String target, String contentType, String body, int status) {
        FakeExchange exchange = serve(verb, target, contentType, body.replace('\'', '"'));

        assertThat(exchange.status()).isEqualTo(status);
        if (status == 200) {
            assertThat(gateway.backend.requestBody).isEqualTo(body.replace('\'', '"'));
        } else {
            assertFault(exchange, "{\"message\": \"Invalid request body\"}");
            assertThat(gateway.backend.request).isNull();
        }
    }

    @Test
    void noContentTypeMeansJsonAndNoBodyAnEmptyObject() {
        FakeExchange exchange = gateway.serve(Gateway.request("POST", "/dev/pets"));
        exchange.runPending();

        assertFault(exchange, "{\"message\": \"Invalid request body\"}");
        assertThat(exchange.responseHead().length()).isEqualTo(35);
        assertThat(exchange.trail().failureReason())
                .isEqualTo("the body does not fit model 'Pet': [object has missing required properties ([\"name\"])]");
    }

    @Test
    void parametersGoBeforeTheBody() {
        assertFault(
                serve("PUT", "/dev/pets", "application/json", "{}"),
                "{\"message\": \"Missing required request parameters: [q]\"}");
    }

    @Test
    void aBodyIsJudgedElsewhereAndTheAnswerComesOnTheLoop() {
        Deque<Runnable> work = new ArrayDeque<>();
        gateway.workers = work::add;
        FakeExchange exchange = serve("POST", "/dev/pets", "application/json", "{}");
        assertThat(exchange.hasHead()).isFalse();

        work.remove().run();
        assertThat(exchange.hasHead()).isFalse();
        exchange.runPending();
        assertFault(exchange, "{\"message\": \"Invalid request body\"}");
    }

    @Test
    void workersThatHaveTooMuchToDoFailTheRequest() {
        gateway.workers = task -> {
            throw new RejectedExecutionException();
        };
        FakeExchange exchange = serve("POST", "/dev/pets", "application/json", "{}");

        assertThat(exchange.status()).isEqualTo(500);
        assertThat(exchange.trail().failureReason()).contains("workers");
    }

    @Test
    void aSchemaThatTakesTooLongIsAConfigurationError() {
        FakeExchange exchange = serve("POST", "/dev/slow", "application/json", '"' + "a".repeat(60) + "!\"");

        assertThat(exchange.status()).isEqualTo(500);
        assertThat(exchange.text()).isEqualTo("{\"message\": \"Internal server error\"}");
        assertThat(exchange.trail().failureReason())
                .isEqualTo("the schema of model 'Slow' can judge nothing: its time is over");
    }

    private FakeExchange serve(String verb, String target, String contentType, String body) {
        FakeExchange exchange = gateway.serve(
                Gateway.request(verb, target).field("Content-Type", contentType).body(body));
        exchange.runPending();
        return exchange;
    }

    private static void assertFault(FakeExchange exchange, String body) {
        assertThat(exchange.status()).isEqualTo(400);
        assertThat(exchange.text()).isEqualTo(body);
        assertThat(exchange.responseField("x-amzn-ErrorType")).isEqualTo("BadRequestException");
    }
}
