package io.underpass.vpclink.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.vpclink.control.VpcLinkEndpoint.Answer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VpcLinkTagsTest {

    private final VpcLinkEndpoint endpoint = new VpcLinkEndpoint();
    private final String id = endpoint.create("edge");
    private final String tags = "/v2/tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Fvpclinks%2F" + id;

    @Test
    void taggingAddsAndOverwrites() {
        assertThat(endpoint.call("POST", tags, "{\"tags\":{\"a\":\"1\",\"b\":\"2\"}}")
                        .status())
                .isEqualTo(201);
        endpoint.call("POST", tags, "{\"tags\":{\"b\":\"3\",\"c\":\"\"}}");

        assertThat(endpoint.call("GET", tags, "").text()).isEqualTo("{\"tags\":{\"a\":\"1\",\"b\":\"3\",\"c\":\"\"}}");
        assertThat(endpoint.get(id).json().get("tags")).hasSize(3);
    }

    @Test
    void untaggingRemovesTheKeysNamed() {
        endpoint.call("POST", tags, "{\"tags\":{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"}}");

        Answer removed = endpoint.call("DELETE", tags + "?tagKeys=a&tagKeys=c&tagKeys=unknown", "");

        assertThat(removed.status()).isEqualTo(204);
        assertThat(removed.text()).isEmpty();
        assertThat(endpoint.call("GET", tags, "").text()).isEqualTo("{\"tags\":{\"b\":\"2\"}}");
    }

    @Test
    void untaggingWithoutKeysIsRefused() {
        assertThat(endpoint.call("DELETE", tags, "").text()).contains("at least one key");
    }

    @Test
    void arnMayArriveWithPlainSlashes() {
        assertThat(endpoint.call("GET", "/v2/tags/arn:aws:apigateway:us-east-1::/vpclinks/" + id, "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void fiftyTagsAreTheMost() {
        endpoint.call("POST", tags, "{\"tags\":{" + numbered(0, 50) + "}}");

        Answer refused = endpoint.call("POST", tags, "{\"tags\":{\"one\":\"more\"}}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("at most 50, not 51");
        assertThat(endpoint.call("POST", tags, "{\"tags\":{\"k0\":\"again\"}}").status())
                .isEqualTo(201);
    }

    @Test
    void valueOf257CharactersIsTooLong() {
        Answer refused = endpoint.call("POST", tags, "{\"tags\":{\"k\":\"" + "v".repeat(257) + "\"}}");

        assertThat(refused.text()).contains("at most 256 characters, not 257");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:apigateway:us-east-1::/vpclinks/zzzzzz, 404, NotFoundException",
        "arn:aws:apigateway:us-east-1::/apis/abc, 501, NotImplementedException",
        "arn:aws:lambda:us-east-1::/vpclinks/abc, 400, BadRequestException",
        "not-an-arn, 400, BadRequestException",
    })
    void otherResourcesAreRefused(String arn, int status, String type) {
        Answer refused = endpoint.call("GET", "/v2/tags/" + arn, "");

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.errorType()).isEqualTo(type);
    }

    @Test
    void arnOfAnotherRegionIsNotFound() {
        assertThat(endpoint.call("GET", "/v2/tags/arn:aws:apigateway:eu-west-1::/vpclinks/" + id, "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void bothVersionsOfTheApiSeeTheSameTags() {
        String v1Tags = tags.substring("/v2".length());
        assertThat(endpoint.call("PUT", v1Tags, "{\"tags\":{\"a\":\"1\",\"b\":\"2\"}}")
                        .status())
                .isEqualTo(204);
        assertThat(endpoint.call("DELETE", v1Tags + "?tagKeys=b", "").status()).isEqualTo(204);

        assertThat(endpoint.call("GET", tags, "").text()).isEqualTo("{\"tags\":{\"a\":\"1\"}}");
        assertThat(endpoint.call("GET", v1Tags + "?limit=10", "").text()).isEqualTo("{\"tags\":{\"a\":\"1\"}}");
    }

    private static String numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "\"k" + i + "\":\"v\"").collect(Collectors.joining(","));
    }
}
