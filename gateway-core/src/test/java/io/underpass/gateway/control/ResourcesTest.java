package io.underpass.gateway.control;

import static io.underpass.gateway.control.ControlApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources over the wire. */
final class ResourcesTest {

    private final ControlApi aws = new ControlApi();
    private String api = "";
    private String root = "";

    @BeforeEach
    void createApi() {
        api = aws.api("{'name':'a'}");
        root = aws.root(api);
    }

    @Test
    void aResourceKnowsItsParentPathAndPart() {
        String orders = aws.resource(root, "orders");

        assertThat(aws.post(orders, "{'pathPart':'{proxy+}'}"))
                .isEqualTo(json("{'id':'x00005','parentId':'x00004','pathPart':'{proxy+}','path':'/orders/{proxy+}'}"));
        assertThat(aws.get(root)).isEqualTo(json("{'id':'x000000001','path':'/'}"));
    }

    @Test
    void c04_nothingStandsBelowAGreedyVariable() {
        String proxy = aws.resource(root, "{proxy+}");
        assertThat(aws.fails("POST", proxy, "{'pathPart':'x'}"))
                .isEqualTo("400 BadRequestException: Cannot create a child of a resource with a greedy path variable:"
                        + " {proxy+}");
    }

    @Test
    void c05_oneVariableAmongSiblings() {
        aws.resource(root, "zebra");
        aws.resource(root, "{proxy+}");
        assertThat(aws.fails("POST", root, "{'pathPart':'{x}'}"))
                .isEqualTo("400 BadRequestException: A sibling ({proxy+}) of this resource already has a variable path"
                        + " part -- only one is allowed");
        assertThat(aws.fails("POST", root, "{'pathPart':'zebra'}"))
                .isEqualTo("409 ConflictException: Another resource with the same parent already has this name: zebra");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a b", "{a", "a{b}", "{}", "{a+}b", "{a++}", "ä", "*"})
    void aPathPartIsALiteralOrAWholeVariable(String part) {
        assertThat(aws.fails("POST", root, "{'pathPart':'" + part + "'}"))
                .startsWith("400 BadRequestException: Resource's path part only allow a-zA-Z0-9._-:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1.0_beta-2,x", "events:batch", "{id}", "{proxy+}", "{a-b_c.d}"})
    void pathPartsThatAwsTakes(String part) {
        assertThat(aws.post(root, "{'pathPart':'" + part + "'}").get("path").asText())
                .isEqualTo("/" + part);
    }

    @Test
    void unknownAndEmptyAreRefused() {
        assertThat(aws.fails("POST", api + "/resources/nope", "{'pathPart':'x'}"))
                .isEqualTo("404 NotFoundException: Invalid Resource identifier specified");
        assertThat(aws.fails("POST", root, "{'pathPart':''}"))
                .isEqualTo("400 BadRequestException: Resource's path part must be specified");
        assertThat(aws.fails("POST", root, "{}"))
                .endsWith("Value null at 'createResourceInput.pathPart' failed to satisfy constraint: Member must not"
                        + " be null");
    }

    @Test
    void methodsAreEmbeddedOnRequest() {
        aws.put(root + "/methods/GET", "{'authorizationType':'NONE'}");

        assertThat(aws.get(root).get("resourceMethods")).isEqualTo(json("{'GET':{}}"));
        assertThat(aws.get(root + "?embed=methods").get("resourceMethods"))
                .isEqualTo(json("{'GET':{'httpMethod':'GET','authorizationType':'NONE','apiKeyRequired':false}}"));
        assertThat(aws.get(api + "/resources?embed=methods")
                        .at("/item/0/resourceMethods/GET/httpMethod")
                        .asText())
                .isEqualTo("GET");
    }

    @Test
    void listsArePaged() {
        for (int i = 0; i < 30; i++) {
            aws.resource(root, "r" + i);
        }
        JsonNode first = aws.get(api + "/resources");
        assertThat(first.get("item")).hasSize(25);
        JsonNode second =
                aws.get(api + "/resources?position=" + first.get("position").asText());
        assertThat(second.get("item")).hasSize(6);
        assertThat(second.has("position")).isFalse();
        assertThat(aws.get(api + "/resources?limit=1000").get("item")).hasSize(31);
    }

    @Test
    void movingAndRenamingTakesTheTreeBelowAlong() {
        String a = aws.resource(root, "a");
        String b = aws.resource(a, "b");
        String c = aws.resource(b, "{c}");
        String other = aws.resource(root, "other");

        assertThat(aws.patch(a, "replace /pathPart alpha").get("path").asText()).isEqualTo("/alpha");
        assertThat(aws.get(c).get("path").asText()).isEqualTo("/alpha/b/{c}");

        JsonNode moved = aws.patch(b, "replace /parentId " + id(other));
        assertThat(moved.get("path").asText()).isEqualTo("/other/b");
        assertThat(aws.get(c).get("path").asText()).isEqualTo("/other/b/{c}");
        assertThat(aws.resource(a, "b")).isNotEmpty();
        assertIndexIsRight();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "add /pathPart x | Invalid patch path  '/pathPart' specified for op 'add'. Please choose supported operations",
                "replace /invalid x | Invalid patch path  '/invalid' specified for op 'replace'. Must be one of: [/parentId, /pathPart]",
                "replace /pathPart | Resource's path part must be specified",
                "replace | Invalid patch path null",
            })
    void c15_updateRefusesInAwsWords(String operation, String message) {
        String a = aws.resource(root, "a");
        assertThat(aws.patchFails(a, operation)).isEqualTo("400 BadRequestException: " + message);
        assertThat(aws.get(a).get("path").asText()).isEqualTo("/a");
    }

    @Test
    void updateKeepsTheTreeATree() {
        String a = aws.resource(root, "a");
        String b = aws.resource(a, "b");
        aws.resource(root, "taken");
        aws.resource(root, "{v}");

        assertThat(aws.patchFails(a, "replace /parentId " + id(b)))
                .isEqualTo("400 BadRequestException: Resources cannot be cyclical.");
        assertThat(aws.patchFails(a, "replace /parentId nope"))
                .isEqualTo("404 NotFoundException: Invalid Resource identifier specified");
        assertThat(aws.patchFails(a, "replace /pathPart taken")).startsWith("409 ConflictException: Another resource");
        assertThat(aws.patchFails(a, "replace /pathPart {w}")).startsWith("400 BadRequestException: A sibling ({v})");
        assertThat(aws.patchFails(a, "replace /pathPart {a+}")).startsWith("400 BadRequestException: ");
        assertThat(aws.patchFails(root, "replace /pathPart x"))
                .isEqualTo("400 BadRequestException: Root resource cannot update its pathPart.");
        assertThat(aws.patchFails(root, "replace /parentId " + id(a)))
                .isEqualTo("400 BadRequestException: Root resource cannot update its parentId.");
        aws.patch(a, "replace /pathPart a");
        assertIndexIsRight();
    }

    @Test
    void deletionTakesChildrenAlong() {
        String a = aws.resource(root, "a");
        String b = aws.resource(a, "b");
        String c = aws.resource(b, "c");
        String other = aws.resource(root, "other");

        aws.call(202, "DELETE", a, "");

        for (String gone : new String[] {a, b, c}) {
            assertThat(aws.fails("GET", gone, ""))
                    .isEqualTo("404 NotFoundException: Invalid Resource identifier specified");
        }
        aws.get(other);
        aws.resource(root, "a");
        assertThat(aws.fails("DELETE", root, "")).startsWith("400 BadRequestException: Root resource");
        assertIndexIsRight();
    }

    /** Generous: an implementation that copies or scans all resources each time takes minutes. */
    @Test
    void tenThousandSiblingsAreCheap() {
        long start = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            aws.resource(root, "r" + i);
        }
        assertThat(System.nanoTime() - start).isLessThan(60_000_000_000L);
        assertThat(aws.fails("POST", root, "{'pathPart':'r5000'}")).startsWith("409");
    }

    private void assertIndexIsRight() {
        ApiState state = aws.state(api.substring("/restapis/".length()));
        ApiState indexedAnew = ApiState.of(state.api());
        for (Resource resource : state.resources().values()) {
            indexedAnew = indexedAnew.with(resource);
        }
        assertThat(state.children()).isEqualTo(indexedAnew.children());
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
