package io.underpass.aws.restjson;

import static io.underpass.aws.shape.Shapes.bool;
import static io.underpass.aws.shape.Shapes.enumeration;
import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.map;
import static io.underpass.aws.shape.Shapes.number;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.AwsRequest;
import io.underpass.aws.AwsResponse;
import io.underpass.aws.RandomIds;
import io.underpass.aws.Scope;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.ControlState;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.query.Form;
import io.underpass.aws.shape.StructureShape;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestJsonServiceTest {

    private static final StructureShape PUT = input("")
            .path("id")
            .required("kind", enumeration("HTTP", "MOCK"))
            .optionalAs("verb", "httpMethod", string(1, 7, "[A-Z]+"))
            .optional("timeout", integer(50, 29000))
            .optional("weight", number())
            .optional("enabled", bool())
            .optional("tags", map(string(0, 3)))
            .optional("groups", list(string(), 0, 2))
            .optional("tls", structure().optional("skip", bool()))
            .query("limit", "limit", integer(1, 500))
            .query("full", "full", bool())
            .query("keys", "keys", list(string()));
    private static final StructureShape NAMED = input("putThingInput").required("kind", string());

    private final ControlState<String, String> control = ControlState.uncompiled("");
    private final RestJsonService<String> service = new RestJsonService<>(
            "things",
            control,
            List.of(
                    Route.of("PUT", "/things/{id}", 201, "PutThing", PUT, RestJsonServiceTest::put),
                    Route.of("POST", "/things", 200, "NameThing", NAMED, RestJsonServiceTest::put),
                    Route.of(
                            "DELETE",
                            "/things/{id}",
                            204,
                            "DropThing",
                            input("").path("id"),
                            call -> new Outcome<>("", JsonNodeFactory.instance.objectNode())),
                    Route.of(
                            "DELETE",
                            "/slow/{id}",
                            202,
                            "DropSlow",
                            input("").path("id"),
                            call -> new Outcome<>("", JsonNodeFactory.instance.objectNode())),
                    Route.of("GET", "/refused", 200, "Refuse", input(""), call -> {
                        throw new AwsError(404, "NotFoundException", "No thing", Map.of("resourceType", "Thing"));
                    }),
                    Route.of("GET", "/broken", 200, "Break", input(""), call -> {
                        throw new IllegalStateException("a bug");
                    })),
            UnemulatedOperation.table(Stream.of("", "GET /things GetThings", "PUT /things/{id}/policy PutThingPolicy")),
            new RandomIds(new Random(1)),
            () -> Instant.EPOCH);

    @Test
    void operationGetsItsInputFromPathQueryAndBody() {
        AwsResponse answer = call(
                "PUT",
                "/things/a%20b?limit=7&full=true&keys=x&keys=y",
                "{\"kind\":\"HTTP\",\"httpMethod\":\"GET\",\"timeout\":50,\"weight\":0.5,\"enabled\":false,"
                        + "\"tags\":{\"a\":\"1\",\"b\":null},\"groups\":[\"g\"],\"tls\":{\"skip\":true}}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers())
                .containsEntry("x-amzn-RequestId", "request-1")
                .containsEntry("Content-Type", "application/json");
        assertThat(text(answer))
                .isEqualTo("{\"input\":\"{\\\"id\\\":\\\"a b\\\",\\\"limit\\\":7,\\\"full\\\":true,"
                        + "\\\"keys\\\":[\\\"x\\\",\\\"y\\\"],\\\"kind\\\":\\\"HTTP\\\",\\\"verb\\\":\\\"GET\\\","
                        + "\\\"timeout\\\":50,\\\"weight\\\":0.5,\\\"enabled\\\":false,\\\"tags\\\":{\\\"a\\\":\\\"1\\\"},"
                        + "\\\"groups\\\":[\\\"g\\\"],\\\"tls\\\":{\\\"skip\\\":true}}\",\"full\":true}");
        assertThat(control.state()).isEqualTo("changed");
    }

    @Test
    void nullMemberIsAnAbsentOne() {
        assertThat(text(call("PUT", "/things/1", "{\"kind\":\"HTTP\",\"timeout\":null}")))
                .contains("{\\\"id\\\":\\\"1\\\",\\\"kind\\\":\\\"HTTP\\\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"kind\": | (line 1, column 9)",
                "{\"kind\":\"HTTP\" \"a\":1} | (line 1, column 16)",
                "{\"kind\":\"HTTP\",\"kind\":\"MOCK\"} | Duplicate field 'kind'",
                "{\"kind\":\"HTTP\"} x | is not valid JSON",
                "[\"kind\"] | The request body must be a JSON object",
                "{\"kind\":true} | class java.lang.Boolean can not be converted to an String",
                "{\"kind\":5} | class java.lang.Integer can not be converted to an String",
                "{\"kind\":\"HTTP\",\"timeout\":\"50\"} | class java.lang.String can not be converted to an Integer",
                "{\"kind\":\"HTTP\",\"timeout\":50.5} | class java.lang.Double can not be converted to an Integer",
                "{\"kind\":\"HTTP\",\"enabled\":\"true\"} | class java.lang.String can not be converted to an Boolean",
                "{\"kind\":\"HTTP\",\"weight\":\"1\"} | class java.lang.String can not be converted to an Double",
                "{\"kind\":\"HTTP\",\"groups\":\"g\"} | class java.lang.String can not be converted to an List",
                "{\"kind\":\"HTTP\",\"groups\":[null]} | null can not be converted to an String",
                "{\"kind\":\"HTTP\",\"tags\":[]} | class java.util.ArrayList can not be converted to an Map",
                "{\"kind\":\"HTTP\",\"tags\":{\"a\":{}}} | class java.util.HashMap can not be converted to an String",
            })
    void bodyThatDoesNotFitTheShapeIsASerializationError(String body, String message) {
        AwsResponse answer = call("PUT", "/things/1", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers()).containsEntry("x-amzn-ErrorType", "SerializationException");
        assertThat(text(answer)).contains(message.strip());
        assertThat(control.state()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"limit=many, Integer: limit", "full=yes, Boolean: full"})
    void queryThatDoesNotFitTheShapeIsASerializationError(String query, String message) {
        AwsResponse answer = call("PUT", "/things/1?" + query, "{\"kind\":\"HTTP\"}");

        assertThat(answer.headers()).containsEntry("x-amzn-ErrorType", "SerializationException");
        assertThat(text(answer)).contains("can not be converted to an " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | Value null at 'kind' failed to satisfy constraint: Member must not be null",
                "{\"kind\":\"FTP\"} | Value 'FTP' at 'kind' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, MOCK]",
                "{\"kind\":\"HTTP\",\"timeout\":49} | Value '49' at 'timeout' failed to satisfy constraint: Member must have value greater than or equal to 50",
                "{\"kind\":\"HTTP\",\"timeout\":29001} | Value '29001' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 29000",
                "{\"kind\":\"HTTP\",\"httpMethod\":\"get\"} | Value 'get' at 'verb' failed to satisfy constraint: Member must satisfy regular expression pattern: [A-Z]+",
                "{\"kind\":\"HTTP\",\"groups\":[\"a\",\"b\",\"c\"]} | at 'groups' failed to satisfy constraint: Member must have length less than or equal to 2",
                "{\"kind\":\"HTTP\",\"tags\":{\"k\":\"long\"}} | Value 'long' at 'tags.k.member' failed to satisfy constraint: Member must have length less than or equal to 3",
            })
    void inputOutOfBoundsIsAValidationErrorInAwsWords(String body, String message) {
        AwsResponse answer = call("PUT", "/things/1", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers()).containsEntry("x-amzn-ErrorType", "ValidationException");
        assertThat(text(answer)).contains("1 validation error detected: ").contains(message.strip());
    }

    @Test
    void allViolationsAreListed() {
        assertThat(text(call("PUT", "/things/1?limit=0", "{\"timeout\":1}")))
                .contains("3 validation errors detected: ")
                .contains("'kind'")
                .contains("'timeout'")
                .contains("'limit'");
    }

    @Test
    void nameOfTheInputPrefixesThePath() {
        assertThat(text(call("POST", "/things", ""))).contains("Value null at 'putThingInput.kind'");
    }

    @Test
    void unknownMemberIsRefusedWithTheOnesThereAre() {
        AwsResponse top = call("PUT", "/things/1", "{\"kind\":\"HTTP\",\"timeuot\":50}");
        AwsResponse nested = call("PUT", "/things/1", "{\"kind\":\"HTTP\",\"tls\":{\"skipp\":true}}");

        assertThat(top.headers()).containsEntry("x-amzn-ErrorType", "BadRequestException");
        assertThat(text(top))
                .contains("Unknown member 'timeuot' in PutThing; it takes [kind, httpMethod, timeout, weight,");
        assertThat(text(nested)).contains("Unknown member 'skipp' in PutThing; it takes [skip]");
    }

    @Test
    void errorOfAnOperationKeepsItsMembers() {
        AwsResponse answer = call("GET", "/refused", "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers())
                .containsEntry("x-amzn-ErrorType", "NotFoundException")
                .containsEntry("x-amzn-RequestId", "request-1");
        assertThat(text(answer)).isEqualTo("{\"message\":\"No thing\",\"resourceType\":\"Thing\"}");
    }

    @Test
    void bugIsAnInternalFailure() {
        AwsResponse answer = call("GET", "/broken", "");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.headers()).containsEntry("x-amzn-ErrorType", "InternalFailure");
    }

    @Test
    void deletionsHaveNoBody() {
        assertThat(call("DELETE", "/things/1", "").status()).isEqualTo(204);
        assertThat(text(call("DELETE", "/things/1", ""))).isEmpty();
        assertThat(call("DELETE", "/slow/1", "").status()).isEqualTo(202);
        assertThat(text(call("DELETE", "/slow/1", ""))).isEmpty();
    }

    @Test
    void unemulatedOperationIsNamed() {
        AwsResponse answer = call("PUT", "/things/1/policy", "{}");

        assertThat(answer.status()).isEqualTo(501);
        assertThat(text(answer)).contains("Underpass does not emulate things PutThingPolicy yet.");
    }

    @Test
    void unknownOperationIsNotFound() {
        AwsResponse answer = call("PATCH", "/things/1", "{}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers()).containsEntry("x-amzn-ErrorType", "UnknownOperationException");
        assertThat(text(answer)).contains("PATCH /things/1");
    }

    @Test
    void brokenPercentEncodingOfThePathIsABadRequest() {
        AwsResponse answer = call("PUT", "/things/%zz", "{\"kind\":\"HTTP\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).contains("broken percent-encoding");
    }

    private static Outcome<String> put(Call<String> call) {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.put("input", call.input().toString());
        call.input().optionalBoolean("full").ifPresent(full -> output.put("full", full));
        return new Outcome<>("changed", output);
    }

    private AwsResponse call(String method, String target, String body) {
        int question = target.indexOf('?');
        return service.handle(new AwsRequest(
                method,
                question < 0 ? target : target.substring(0, question),
                Form.parse(question < 0 ? "" : target.substring(question + 1)),
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                new Scope("000000000000", "us-east-1"),
                "request-1"));
    }

    private static String text(AwsResponse answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
