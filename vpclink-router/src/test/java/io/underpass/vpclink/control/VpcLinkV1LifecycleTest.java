package io.underpass.vpclink.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.vpclink.LinkUsers.User;
import io.underpass.vpclink.control.VpcLinkEndpoint.Answer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VpcLinkV1LifecycleTest {

    private static final String NLB =
            "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/orders/0123456789abcdef";
    private static final String ALB = NLB.replace("/net/", "/app/");

    private final VpcLinkEndpoint endpoint = new VpcLinkEndpoint();

    @BeforeEach
    void makeLoadBalancer() {
        endpoint.networkLoadBalancers.add(NLB);
    }

    @Test
    void createAnswersThePendingLinkWithoutTags() {
        Answer created = post("edge", NLB);

        assertThat(created.status()).isEqualTo(202);
        assertThat(created.text())
                .isEqualTo("{\"id\":\"" + id(created) + "\",\"name\":\"edge\",\"targetArns\":[\"" + NLB
                        + "\"],\"status\":\"PENDING\"}");
        assertThat(id(created)).matches("[a-z][a-z0-9]{5}");
    }

    @Test
    void linkBecomesAvailableAndThenShowsEverything() {
        String id = id(post("edge", NLB));
        endpoint.pass(Duration.ofMillis(999));
        assertThat(status(id)).isEqualTo("PENDING");
        endpoint.pass(Duration.ofMillis(1));

        assertThat(get(id).text())
                .isEqualTo(
                        "{\"id\":\"" + id + "\",\"name\":\"edge\",\"targetArns\":[\"" + NLB
                                + "\"],\"status\":\"AVAILABLE\",\"statusMessage\":\"Your vpc link is ready for use\",\"tags\":{}}");
        assertThat(endpoint.call("GET", "/vpclinks", "").text())
                .isEqualTo("{\"item\":[{\"id\":\"" + id + "\",\"name\":\"edge\",\"targetArns\":[\"" + NLB
                        + "\"],\"status\":\"AVAILABLE\",\"statusMessage\":\"Your vpc link is ready for use\"}]}");
    }

    @Test
    void v23_linkToAnApplicationLoadBalancerFails() {
        String id = id(post("edge", ALB));
        assertThat(status(id)).isEqualTo("PENDING");
        endpoint.pass(Duration.ofSeconds(1));

        assertThat(status(id)).isEqualTo("FAILED");
        assertThat(message(id)).isEqualTo("NLB ARN is malformed");
    }

    @Test
    void linkToALoadBalancerThatDoesNotExistFails() {
        String id = id(post("edge", NLB.replace("orders", "other")));
        endpoint.pass(Duration.ofSeconds(1));

        assertThat(status(id)).isEqualTo("FAILED");
        assertThat(message(id)).startsWith("NLB is not found");
    }

    @Test
    void secondLinkToOneLoadBalancerFailsUntilTheFirstIsGone() {
        String first = id(post("first", NLB));
        String second = id(post("second", NLB));
        endpoint.pass(Duration.ofSeconds(1));
        assertThat(status(first)).isEqualTo("AVAILABLE");
        assertThat(status(second)).isEqualTo("FAILED");
        assertThat(message(second)).isEqualTo("NLB is already associated with another VPC Endpoint Service");

        endpoint.call("DELETE", "/vpclinks/" + first, "");
        String whileDeleting = id(post("third", NLB));
        endpoint.pass(Duration.ofSeconds(1));
        String afterwards = id(post("fourth", NLB));
        endpoint.pass(Duration.ofSeconds(1));

        assertThat(status(whileDeleting)).isEqualTo("FAILED");
        assertThat(status(afterwards)).isEqualTo("AVAILABLE");
    }

    @Test
    void patchChangesNameAndDescription() {
        String id = id(post("edge", NLB));

        Answer patched = patch(id, "replace", "/name", "core");
        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.json().get("name").textValue()).isEqualTo("core");
        assertThat(patch(id, "replace", "/description", "of orders")
                        .json()
                        .get("description")
                        .textValue())
                .isEqualTo("of orders");
        assertThat(get(id).json().get("name").textValue()).isEqualTo("core");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replace | /name | '' | Name cannot be empty",
                "replace | /targetArns | arn:x | Target arns are not allowed to be changed/added.",
                "add | /targetArns/0 | arn:x | Target arns are not allowed to be changed/added.",
                "replace | /status | FAILED | Invalid patch path  '/status' specified for op 'replace'. Must be one of:"
                        + " [/name, /description]",
                "add | /name | x | Invalid patch path  '/name' specified for op 'add'. Please choose supported operations",
            })
    void otherPatchesAreRefused(String op, String path, String value, String message) {
        String id = id(post("edge", NLB));

        Answer refused = patch(id, op, path, value);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.errorType()).isEqualTo("BadRequestException");
        assertThat(refused.json().get("message").textValue()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'name':'','targetArns':['NLB']} | Name cannot be empty",
                "{'targetArns':['NLB']} | Name cannot be empty",
                "{'name':'a','targetArns':['invalid-arn']} | Invalid ARN. ARN is not well formed invalid-arn",
                "{'name':'a','targetArns':['NLB','NLB']} | More than one target arn specified for vpc link.",
                "{'name':'a'} | No target arn specified for vpc link.",
            })
    void createRefusesWhatAwsDoes(String body, String message) {
        Answer refused =
                endpoint.call("POST", "/vpclinks", body.replace('\'', '"').replace("NLB", NLB));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("message").textValue()).isEqualTo(message);
        assertThat(endpoint.control.state().v1Links()).isEmpty();
    }

    @Test
    void deletedLinkIsDeletingThenGone() {
        String id = id(post("edge", NLB));
        endpoint.pass(Duration.ofSeconds(1));

        Answer deleted = endpoint.call("DELETE", "/vpclinks/" + id, "");
        assertThat(deleted.status()).isEqualTo(202);
        assertThat(deleted.text()).isEmpty();
        assertThat(status(id)).isEqualTo("DELETING");
        endpoint.pass(Duration.ofSeconds(1));

        Answer gone = get(id);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.errorType()).isEqualTo("NotFoundException");
        assertThat(gone.text()).isEqualTo("{\"message\":\"Invalid Vpc Link identifier specified\"}");
        String next = id(post("next", NLB));
        assertThat(endpoint.control.state().v1Links()).containsOnlyKeys(next);
    }

    @Test
    void linkThatAnIntegrationNamesCannotBeDeleted() {
        String id = id(post("edge", NLB));
        endpoint.users.add(new User("api1", "GET", "res1", Optional.empty()));

        Answer refused = endpoint.call("DELETE", "/vpclinks/" + id, "");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("message").textValue())
                .isEqualTo("Cannot delete vpc link. Vpc link '" + id
                        + "', is referenced in [api1:GET:res1] in format of [RESTApiId:Method:Resource].");
    }

    @Test
    void quotaOfTheFirstVersionIsItsOwn() {
        VpcLinkEndpoint small =
                new VpcLinkEndpoint(new VpcLinkSettings(Duration.ofSeconds(1), Duration.ofSeconds(1), 10, 1, 10));
        small.create("second-version");
        String body = "{\"name\":\"a\",\"targetArns\":[\"" + NLB + "\"]}";

        assertThat(small.call("POST", "/vpclinks", body).status()).isEqualTo(202);
        assertThat(small.call("POST", "/vpclinks", body).text())
                .isEqualTo("{\"message\":\"There are too many Vpc Links defined for this account. Limit is 1.\"}");
    }

    @Test
    void eachVersionShowsItsOwnLinksOnly() {
        String v2 = endpoint.create("second-version");
        String v1 = id(post("first-version", NLB));

        assertThat(get(v2).status()).isEqualTo(404);
        assertThat(endpoint.get(v1).status()).isEqualTo(404);
        assertThat(endpoint.call("GET", "/vpclinks", "").json().get("item")).hasSize(1);
        assertThat(endpoint.call("GET", "/v2/vpclinks", "").json().get("items")).hasSize(1);
    }

    @Test
    void tagsAreShownAndChanged() {
        Answer created = endpoint.call(
                "POST", "/vpclinks", "{\"name\":\"a\",\"targetArns\":[\"" + NLB + "\"],\"tags\":{\"team\":\"net\"}}");
        String tags = "/tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Fvpclinks%2F" + id(created);
        assertThat(created.json().get("tags").toString()).isEqualTo("{\"team\":\"net\"}");

        assertThat(endpoint.call("PUT", tags, "{\"tags\":{\"cost\":\"1\"}}").status())
                .isEqualTo(204);

        assertThat(get(id(created)).json().get("tags").toString()).isEqualTo("{\"cost\":\"1\",\"team\":\"net\"}");
        assertThat(endpoint.call("GET", tags.replace(id(created), "zzzzzz"), "").text())
                .isEqualTo("{\"message\":\"Invalid Vpc Link identifier specified\"}");
    }

    @Test
    void pagesTogetherShowEveryLinkOnce() {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            made.add(id(post("link-" + i, NLB)));
        }
        Answer first = endpoint.call("GET", "/vpclinks", "");
        Answer second = endpoint.call(
                "GET", "/vpclinks?position=" + first.json().get("position").textValue(), "");

        Set<String> seen = new HashSet<>();
        first.json().get("item").forEach(item -> seen.add(item.get("id").textValue()));
        assertThat(seen).hasSize(25);
        second.json().get("item").forEach(item -> seen.add(item.get("id").textValue()));
        assertThat(seen).isEqualTo(made);
        assertThat(second.json().has("position")).isFalse();
        assertThat(endpoint.call("GET", "/vpclinks?limit=0", "").status()).isEqualTo(400);
        assertThat(endpoint.call("GET", "/vpclinks?position=%25%25", "").status())
                .isEqualTo(400);
    }

    private Answer post(String name, String arn) {
        return endpoint.call("POST", "/vpclinks", "{\"name\":\"" + name + "\",\"targetArns\":[\"" + arn + "\"]}");
    }

    private Answer patch(String id, String op, String path, String value) {
        return endpoint.call(
                "PATCH",
                "/vpclinks/" + id,
                "{\"patchOperations\":[{\"op\":\"" + op + "\",\"path\":\"" + path + "\",\"value\":\"" + value
                        + "\"}]}");
    }

    private Answer get(String id) {
        return endpoint.call("GET", "/vpclinks/" + id, "");
    }

    private String status(String id) {
        return get(id).json().get("status").textValue();
    }

    private String message(String id) {
        return get(id).json().get("statusMessage").textValue();
    }

    private static String id(Answer created) {
        return created.json().get("id").textValue();
    }
}
