package io.underpass.vpclink.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.vpclink.LinkNetworks.Subnet;
import io.underpass.vpclink.LinkUsers.User;
import io.underpass.vpclink.control.VpcLinkEndpoint.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VpcLinkLifecycleTest {

    private final VpcLinkEndpoint endpoint = new VpcLinkEndpoint();

    @Test
    void createAnswersThePendingLink() {
        Answer created = endpoint.call(
                "POST",
                "/v2/vpclinks",
                "{\"name\":\"edge\",\"subnetIds\":[\"subnet-a\",\"subnet-b\"],\"securityGroupIds\":[\"sg-1\"],"
                        + "\"tags\":{\"team\":\"net\"}}");

        String id = created.json().get("vpcLinkId").textValue();
        assertThat(created.status()).isEqualTo(201);
        assertThat(id).matches("[a-z][a-z0-9]{5}");
        assertThat(created.text())
                .isEqualTo(
                        "{\"createdDate\":\"2026-03-01T10:15:30Z\",\"name\":\"edge\",\"securityGroupIds\":[\"sg-1\"],"
                                + "\"subnetIds\":[\"subnet-a\",\"subnet-b\"],\"tags\":{\"team\":\"net\"},\"vpcLinkId\":\""
                                + id
                                + "\",\"vpcLinkStatus\":\"PENDING\",\"vpcLinkStatusMessage\":\"VPC link is provisioning ENIs\","
                                + "\"vpcLinkVersion\":\"V2\"}");
    }

    @Test
    void linkBecomesAvailableWhenProvisioningIsOver() {
        String id = endpoint.create("edge");

        endpoint.pass(Duration.ofMillis(999));
        assertThat(status(id)).isEqualTo("PENDING");
        endpoint.pass(Duration.ofMillis(1));

        assertThat(status(id)).isEqualTo("AVAILABLE");
        assertThat(endpoint.get(id).json().get("vpcLinkStatusMessage").textValue())
                .isEqualTo("VPC link is ready to route traffic");
    }

    @Test
    void withoutProvisioningTimeALinkIsAvailableAndGoneAtOnce() {
        VpcLinkEndpoint quick = new VpcLinkEndpoint(VpcLinkSettings.DEFAULT.taking(Duration.ZERO));
        Answer created = quick.call("POST", "/v2/vpclinks", "{\"name\":\"edge\",\"subnetIds\":[\"subnet-a\"]}");
        String id = created.json().get("vpcLinkId").textValue();

        assertThat(created.json().get("vpcLinkStatus").textValue()).isEqualTo("AVAILABLE");
        assertThat(quick.call("DELETE", "/v2/vpclinks/" + id, "").status()).isEqualTo(202);
        assertThat(quick.get(id).status()).isEqualTo(404);
    }

    @Test
    void linkThatNobodyUsesIsShownAsInactive() {
        String id = endpoint.create("edge");
        endpoint.inactive.add(id);
        assertThat(status(id)).isEqualTo("PENDING");
        endpoint.pass(Duration.ofSeconds(1));

        assertThat(status(id)).isEqualTo("INACTIVE");
        assertThat(endpoint.get(id).json().get("vpcLinkStatusMessage").textValue())
                .contains("inactive");
        endpoint.call("DELETE", "/v2/vpclinks/" + id, "");
        assertThat(status(id)).isEqualTo("DELETING");
    }

    @Test
    void linkInSubnetsOfTwoVpcsFails() {
        endpoint.subnets.put("subnet-a", new Subnet("vpc-1", false));
        endpoint.subnets.put("subnet-b", new Subnet("vpc-2", false));
        String id = endpoint.create("edge");
        assertThat(status(id)).isEqualTo("PENDING");
        endpoint.pass(Duration.ofSeconds(1));

        assertThat(status(id)).isEqualTo("FAILED");
        assertThat(endpoint.get(id).json().get("vpcLinkStatusMessage").textValue())
                .isEqualTo("VPC link subnets must belong to the same VPC: subnet-a in vpc-1, subnet-b in vpc-2");
    }

    @Test
    void sharedSubnetNeedsASecurityGroup() {
        endpoint.subnets.put("subnet-a", new Subnet("vpc-1", true));
        endpoint.subnets.put("subnet-b", new Subnet("vpc-1", false));
        assertThat(endpoint.create("with-group")).isNotEmpty();

        Answer refused =
                endpoint.call("POST", "/v2/vpclinks", "{\"name\":\"edge\",\"subnetIds\":[\"subnet-b\",\"subnet-a\"]}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text())
                .isEqualTo("{\"message\":\"For a shared subnet, at least one security-group-id should be provided.\"}");
    }

    @Test
    void linkThatAStageUsesCannotBeDeleted() {
        String id = endpoint.create("edge");
        endpoint.users.add(new User("api1", "GET", "res1", Optional.empty()));
        endpoint.users.add(new User("api1", "GET", "res1", Optional.of("test")));
        endpoint.users.add(new User("api2", "ANY", "res2", Optional.of("prod")));

        Answer refused = endpoint.call("DELETE", "/v2/vpclinks/" + id, "");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.errorType()).isEqualTo("BadRequestException");
        assertThat(refused.json().get("message").textValue())
                .isEqualTo("Cannot delete vpc link. Vpc link '" + id
                        + "', is referenced in [api1:GET:res1:test, api2:ANY:res2:prod] in format of"
                        + " [RESTApiId:Method:Resource:Stage].");
        assertThat(status(id)).isEqualTo("PENDING");
        endpoint.users.clear();
        assertThat(endpoint.call("DELETE", "/v2/vpclinks/" + id, "").status()).isEqualTo(202);
    }

    @Test
    void deletedLinkIsDeletingThenGone() {
        String id = endpoint.create("edge");
        endpoint.pass(Duration.ofSeconds(5));

        Answer deleted = endpoint.call("DELETE", "/v2/vpclinks/" + id, "");
        assertThat(deleted.status()).isEqualTo(202);
        assertThat(status(id)).isEqualTo("DELETING");
        endpoint.pass(Duration.ofSeconds(1));

        Answer gone = endpoint.get(id);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.errorType()).isEqualTo("NotFoundException");
        assertThat(gone.text())
                .isEqualTo("{\"message\":\"Invalid VpcLink identifier specified " + id
                        + "\",\"resourceType\":\"VpcLink\"}");
    }

    @Test
    void secondDeletionDoesNotProlongTheFirst() {
        String id = endpoint.create("edge");
        endpoint.call("DELETE", "/v2/vpclinks/" + id, "");
        endpoint.pass(Duration.ofMillis(600));

        assertThat(endpoint.call("DELETE", "/v2/vpclinks/" + id, "").status()).isEqualTo(202);
        endpoint.pass(Duration.ofMillis(400));

        assertThat(endpoint.get(id).status()).isEqualTo(404);
        assertThat(endpoint.call("DELETE", "/v2/vpclinks/" + id, "").status()).isEqualTo(404);
    }

    @Test
    void goneLinkIsPurgedByTheNextWrite() {
        String id = endpoint.create("old");
        endpoint.call("DELETE", "/v2/vpclinks/" + id, "");
        endpoint.pass(Duration.ofSeconds(1));
        assertThat(endpoint.control.state().links()).containsKey(id);

        String next = endpoint.create("new");

        assertThat(endpoint.control.state().links()).containsOnlyKeys(next);
        assertThat(endpoint.control.snapshot().links()).containsOnlyKeys(next);
    }

    @Test
    void updateChangesTheNameOnly() {
        String id = endpoint.create("edge");
        endpoint.pass(Duration.ofSeconds(2));

        Answer updated = endpoint.call("PATCH", "/v2/vpclinks/" + id, "{\"name\":\"core\"}");

        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.json().get("name").textValue()).isEqualTo("core");
        assertThat(updated.json().get("vpcLinkStatus").textValue()).isEqualTo("AVAILABLE");
        assertThat(endpoint.get(id).text()).isEqualTo(updated.text());
    }

    @Test
    void updateRefusesSubnetsByName() {
        String id = endpoint.create("edge");

        Answer refused = endpoint.call("PATCH", "/v2/vpclinks/" + id, "{\"subnetIds\":[\"subnet-c\"]}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("Unknown member 'subnetIds' in UpdateVpcLink");
    }

    @Test
    void updateWithoutANameChangesNothing() {
        String id = endpoint.create("edge");
        var before = endpoint.control.state();

        assertThat(endpoint.call("PATCH", "/v2/vpclinks/" + id, "{}").status()).isEqualTo(200);

        assertThat(endpoint.control.state()).isSameAs(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"subnetIds\":[\"subnet-a\"]} | name has 1 to 128 characters, not 0",
                "{\"name\":\"\",\"subnetIds\":[\"subnet-a\"]} | name has 1 to 128 characters, not 0",
                "{\"name\":\"edge\"} | needs at least one subnet",
                "{\"name\":\"edge\",\"subnetIds\":[]} | needs at least one subnet",
                "{\"name\":\"edge\",\"subnetIds\":[\"\"]} | a subnet id must not be empty",
                "{\"name\":\"edge\",\"subnetIds\":[\"s\"],\"tags\":{\"aws:x\":\"y\"}} | the prefix aws: is reserved",
                "{\"name\":\"edge\",\"subnetIds\":[\"s\"],\"tags\":{\"\":\"y\"}} | key has 1 to 128 characters",
            })
    void createRefusesWhatAwsDoes(String body, String message) {
        Answer refused = endpoint.call("POST", "/v2/vpclinks", body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.errorType()).isEqualTo("BadRequestException");
        assertThat(refused.json().get("message").textValue()).contains(message);
        assertThat(endpoint.control.state().links()).isEmpty();
    }

    @Test
    void nameOf128CharactersIsTheLongest() {
        assertThat(endpoint.create("n".repeat(128))).isNotEmpty();

        Answer refused = endpoint.call(
                "POST", "/v2/vpclinks", "{\"name\":\"" + "n".repeat(129) + "\",\"subnetIds\":[\"subnet-a\"]}");

        assertThat(refused.text()).contains("not 129");
    }

    @Test
    void elevenSubnetsAreTooMany() {
        String subnets =
                IntStream.range(0, 11).mapToObj(i -> "\"subnet-" + i + "\"").collect(Collectors.joining(","));

        Answer refused = endpoint.call("POST", "/v2/vpclinks", "{\"name\":\"edge\",\"subnetIds\":[" + subnets + "]}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("at most 10 subnets, not 11");
    }

    @Test
    void securityGroupsMayBeLeftOut() {
        Answer created = endpoint.call("POST", "/v2/vpclinks", "{\"name\":\"edge\",\"subnetIds\":[\"subnet-a\"]}");

        assertThat(created.json().get("securityGroupIds")).isEmpty();
        assertThat(created.json().get("tags").isObject()).isTrue();
    }

    @Test
    void theNumberOfLinksIsNotLimitedUnlessAskedFor() {
        for (int i = 0; i < 30; i++) {
            endpoint.create("edge-" + i);
        }

        assertThat(endpoint.call("GET", "/v2/vpclinks", "").json().get("items")).hasSize(30);
    }

    @Test
    void quotaCountsTheLinksOfOneRegionThatStillExist() {
        VpcLinkSettings two = new VpcLinkSettings(Duration.ofSeconds(1), Duration.ofSeconds(1), 2, 2, 10);
        VpcLinkEndpoint small = new VpcLinkEndpoint(two);
        String first = small.create("one");
        small.create("two");
        String body = "{\"name\":\"three\",\"subnetIds\":[\"subnet-a\"]}";

        Answer refused = small.call("POST", "/v2/vpclinks", body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text())
                .isEqualTo("{\"message\":\"There are too many Vpc Links defined for this account. Limit is 2.\"}");

        assertThat(small.call(VpcLinkEndpoint.ELSEWHERE, "POST", "/v2/vpclinks", body)
                        .status())
                .isEqualTo(201);
        small.call("DELETE", "/v2/vpclinks/" + first, "");
        small.pass(Duration.ofSeconds(1));
        assertThat(small.call("POST", "/v2/vpclinks", body).status()).isEqualTo(201);
    }

    @Test
    void linkOfAnotherRegionIsNotFound() {
        String id = endpoint.create("edge");

        assertThat(endpoint.call(VpcLinkEndpoint.ELSEWHERE, "GET", "/v2/vpclinks/" + id, "")
                        .status())
                .isEqualTo(404);
        assertThat(endpoint.call(VpcLinkEndpoint.ELSEWHERE, "GET", "/v2/vpclinks", "")
                        .text())
                .isEqualTo("{\"items\":[]}");
    }

    @Test
    void pagesTogetherShowEveryLinkOnce() {
        List<String> ids = IntStream.range(0, 5)
                .mapToObj(i -> endpoint.create("link-" + i))
                .toList();

        List<String> seen = new ArrayList<>();
        String token = "";
        int pages = 0;
        do {
            String next = token.isEmpty() ? "" : "&nextToken=" + token;
            JsonNode page =
                    endpoint.call("GET", "/v2/vpclinks?maxResults=2" + next, "").json();
            page.get("items").forEach(item -> seen.add(item.get("vpcLinkId").textValue()));
            token = page.path("nextToken").asText();
            pages++;
        } while (!token.isEmpty());

        assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(pages).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"maxResults=0", "maxResults=many", "maxResults=-1", "nextToken=%25%25"})
    void badPagesAreRefused(String query) {
        Answer refused = endpoint.call("GET", "/v2/vpclinks?" + query, "");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.errorType()).isEqualTo("BadRequestException");
    }

    @Test
    void otherOperationsOfTheServiceAreRefusedByName() {
        Answer refused = endpoint.call("POST", "/v2/apis", "{}");

        assertThat(refused.status()).isEqualTo(501);
        assertThat(refused.text()).contains("apigatewayv2 CreateApi");
        assertThat(VpcLinkOperations.unemulated()).hasSize(90);
    }

    private String status(String id) {
        return endpoint.get(id).json().get("vpcLinkStatus").textValue();
    }
}
