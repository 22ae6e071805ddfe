package io.underpass.aws.query;

import static io.underpass.aws.shape.Shapes.bool;
import static io.underpass.aws.shape.Shapes.enumeration;
import static io.underpass.aws.shape.Shapes.input;
import static io.underpass.aws.shape.Shapes.integer;
import static io.underpass.aws.shape.Shapes.list;
import static io.underpass.aws.shape.Shapes.map;
import static io.underpass.aws.shape.Shapes.string;
import static io.underpass.aws.shape.Shapes.structure;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.underpass.aws.AwsError;
import io.underpass.aws.AwsRequest;
import io.underpass.aws.AwsResponse;
import io.underpass.aws.RandomIds;
import io.underpass.aws.Scope;
import io.underpass.aws.control.Call;
import io.underpass.aws.control.ControlState;
import io.underpass.aws.control.Operation;
import io.underpass.aws.control.Outcome;
import io.underpass.aws.shape.StructureShape;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryServiceTest {

    private static final String NAMESPACE = "urn:things";
    private static final StructureShape PUT = input("")
            .required("Name", string(1, 5))
            .optional("Port", integer(1, 65535))
            .optional("Enabled", bool())
            .optional("Names", list(string(), 0, 12))
            .optional(
                    "Actions",
                    list(structure()
                            .required("Type", enumeration("forward", "redirect"))
                            .optional("Config", structure().optional("Weights", list(integer())))))
            .optional("Config", structure().optional("Code", string()))
            .optional("Tags", map(string()));

    private final ControlState<String, String> control = ControlState.uncompiled("");
    private final QueryService<String> service = new QueryService<>(
            "things",
            NAMESPACE,
            control,
            List.of(
                    new Operation<>("PutThing", PUT, QueryServiceTest::put),
                    new Operation<>(
                            "DropThing",
                            input(""),
                            call -> new Outcome<>(call.state(), JsonNodeFactory.instance.objectNode())),
                    new Operation<>("Refuse", input(""), call -> {
                        throw new AwsError(400, "ThingNotFound", "No <thing>");
                    }),
                    new Operation<>("Break", input(""), call -> {
                        throw new IllegalStateException("a bug");
                    })),
            Set.of("PutThingPolicy"),
            new RandomIds(new Random(1)),
            () -> Instant.EPOCH);

    @Test
    void scalarsAreConvertedByTheirShapes() {
        assertThat(decoded("Name=a%26b&Port=80&Enabled=TRUE"))
                .isEqualTo("{\"Enabled\":true,\"Name\":\"a&b\",\"Port\":80}");
        assertThat(control.state()).isEqualTo("changed");
    }

    @Test
    void listItemsAreOrderedByTheirNumbers() {
        String items = IntStream.rangeClosed(1, 12)
                .map(i -> 13 - i)
                .mapToObj(i -> "Names.member." + i + "=n" + i)
                .collect(Collectors.joining("&"));

        assertThat(decoded("Name=a&" + items))
                .contains(
                        "\"Names\":[\"n1\",\"n2\",\"n3\",\"n4\",\"n5\",\"n6\",\"n7\",\"n8\",\"n9\",\"n10\",\"n11\",\"n12\"]");
    }

    @Test
    void structuresNestInListsAndListsInStructures() {
        assertThat(decoded("Name=a&Actions.member.2.Type=redirect&Actions.member.1.Type=forward"
                        + "&Actions.member.1.Config.Weights.member.1=1&Actions.member.1.Config.Weights.member.2=9"))
                .contains(
                        "\"Actions\":[{\"Config\":{\"Weights\":[1,9]},\"Type\":\"forward\"},{\"Type\":\"redirect\"}]");
    }

    @Test
    void mapsAreListsOfEntries() {
        assertThat(decoded("Name=a&Tags.entry.1.key=k&Tags.entry.1.value=v&Tags.entry.2.key=l&Tags.entry.2.value="))
                .contains("\"Tags\":{\"k\":\"v\",\"l\":\"\"}");
    }

    @Test
    void nameWithoutAValueIsAnEmptyList() {
        assertThat(decoded("Name=a&Names=")).contains("\"Names\":[]");
    }

    @Test
    void parametersMayStandInTheQueryOfAGet() {
        AwsResponse answer =
                service.handle(request("GET", Map.of("Action", List.of("PutThing"), "Name", List.of("a")), ""));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void envelopeIsNotInput() {
        assertThat(decoded("Name=a&Version=2015-12-01&AWSAccessKeyId=k&Signature=s&X-Amz-Date=d"))
                .isEqualTo("{\"Name\":\"a\"}");
    }

    @Test
    void answerHasResultAndMetadata() {
        AwsResponse answer = call("Action=DropThing");

        assertThat(answer.headers())
                .containsEntry("Content-Type", "text/xml")
                .containsEntry("x-amzn-RequestId", "request-1");
        assertThat(text(answer))
                .isEqualTo("<DropThingResponse xmlns=\"urn:things\"><DropThingResult/><ResponseMetadata>"
                        + "<RequestId>request-1</RequestId></ResponseMetadata></DropThingResponse>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Name=a&Prot=80 | Unknown parameter 'Prot' in PutThing; it takes [Name, Port,",
                "Name=a&Actions.member.1.Tpye=forward | Unknown parameter 'Actions.member.1.Tpye' in PutThing; it takes [Type,",
                "Name=a&Port=eighty | Value 'eighty' at 'Port' is not an integer",
                "Name=a&Port= | Value '' at 'Port' is not an integer",
                "Name=a&Enabled=yes | Value 'yes' at 'Enabled' is neither 'true' nor 'false'",
                "Name=a&Name=b | Parameter 'Name' was given 2 times",
                "Name.member.1=a | Parameter 'Name' is a single value, 'Name.member' was given",
                "Name=a&Names=x | Parameter 'Names' is a list",
                "Name=a&Names.1=x | Parameter 'Names' is a list; its items are 'Names.member.1' and so on",
                "Name=a&Names.member=x | Parameter 'Names' is a list",
                "Name=a&Names.member.one=x | Value 'one' at 'Names' is not an integer",
                "Name=a&Names.member.1=x&Names.member.01=y | Parameter 'Names' has two items number 1",
                "Name=a&Config=x | Parameter 'Config' is a structure",
                "Name=a&Tags.k=v | Parameter 'Tags' is a map; its items are 'Tags.entry.1' and so on",
                "Name=a&Tags.entry.1.key=k | Parameter 'Tags.entry.1' needs a 'key' and a 'value'",
                "Port=80 | Value null at 'name' failed to satisfy constraint: Member must not be null",
                "Name=toolong | Value 'toolong' at 'name' failed to satisfy constraint: Member must have length less than or equal to 5",
                "Name=a&Port=0 | Value '0' at 'port' failed to satisfy constraint: Member must have value greater than or equal to 1",
                "Name=a&Actions.member.1.Type=x | Value 'x' at 'actions.1.member.type' failed to satisfy constraint: Member must satisfy enum value set: [forward, redirect]",
                "Name=a&Actions.member.1.Config= | Value null at 'actions.1.member.type'",
            })
    void inputThatDoesNotFitIsAValidationError(String form, String message) {
        AwsResponse answer = call("Action=PutThing&" + form);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer))
                .contains("<Type>Sender</Type><Code>ValidationError</Code>")
                .contains(message);
        assertThat(control.state()).isEmpty();
    }

    @Test
    void missingActionIsNamed() {
        assertThat(text(call("Name=a"))).contains("<Code>MissingAction</Code>");
    }

    @Test
    void unknownActionIsInvalid() {
        AwsResponse answer = call("Action=Nonsense");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).contains("<Code>InvalidAction</Code>").contains("Nonsense");
    }

    @Test
    void unemulatedActionIsNamed() {
        AwsResponse answer = call("Action=PutThingPolicy");

        assertThat(answer.status()).isEqualTo(501);
        assertThat(text(answer))
                .contains("<Type>Receiver</Type>")
                .contains("Underpass does not emulate things PutThingPolicy yet.");
    }

    @Test
    void errorOfAnOperationIsRenderedAndEscaped() {
        assertThat(text(call("Action=Refuse")))
                .isEqualTo(
                        "<ErrorResponse xmlns=\"urn:things\"><Error><Type>Sender</Type><Code>ThingNotFound</Code>"
                                + "<Message>No &lt;thing&gt;</Message></Error><RequestId>request-1</RequestId></ErrorResponse>");
    }

    @Test
    void bugIsAnInternalFailure() {
        AwsResponse answer = call("Action=Break");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(text(answer)).contains("<Code>InternalFailure</Code>");
    }

    @Test
    void brokenFormIsMalformed() {
        assertThat(text(call("Action=%zz"))).contains("<Code>MalformedQueryString</Code>");
    }

    private static Outcome<String> put(Call<String> call) {
        return new Outcome<>(
                "changed",
                JsonNodeFactory.instance.objectNode().put("Input", call.input().toString()));
    }

    private String decoded(String form) {
        AwsResponse answer = call("Action=PutThing&" + form);
        assertThat(answer.status()).as(text(answer)).isEqualTo(200);
        String xml = text(answer);
        return xml.substring(xml.indexOf("<Input>") + "<Input>".length(), xml.indexOf("</Input>"))
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    private AwsResponse call(String form) {
        return service.handle(request("POST", Map.of(), form));
    }

    private static AwsRequest request(String method, Map<String, List<String>> query, String body) {
        return new AwsRequest(
                method,
                "/",
                query,
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                new Scope("000000000000", "us-east-1"),
                "request-1");
    }

    private static String text(AwsResponse answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
