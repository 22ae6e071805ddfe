package io.underpass.emulator.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.aws.AwsResponse;
import io.underpass.aws.AwsService;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsServicesTest {

    private final AwsService apis = request -> new AwsResponse(200, Map.of(), new byte[0]);
    private final AwsService links = request -> new AwsResponse(201, Map.of(), new byte[0]);
    private final AwsService v2 = request -> new AwsResponse(202, Map.of(), new byte[0]);
    private final AwsService mappings = request -> new AwsResponse(202, Map.of(), new byte[0]);
    private final AwsService balancers = request -> new AwsResponse(203, Map.of(), new byte[0]);
    private final AwsService others = request -> new AwsResponse(204, Map.of(), new byte[0]);
    private final AwsServices services = new AwsServices(
            apis, links, v2, mappings, balancers, others, others, others, new TestInvocations(null, null));

    @ParameterizedTest
    @CsvSource({
        "/vpclinks, links",
        "/vpclinks/abc123, links",
        "/vpclinksx, apis",
        "/tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Fvpclinks%2Fabc123, links",
        "/tags/arn:aws:apigateway:us-east-1::/vpclinks/abc123, links",
        "/tags/arn:aws:apigateway:us-east-1::/restapis/abc/stages/vpclinks, apis",
        "/restapis, apis",
        "/restapis/abc/resources/vpclinks, apis",
        "/v2/vpclinks, v2",
        "/v2/domainnames/a.example.com/apimappings, mappings",
        "/v2/domainnames/a.example.com/apimappings/abc123, mappings",
        "/v2/domainnames/a.example.com, v2",
        "/v2/tags/arn:aws:apigateway:us-east-1::/vpclinks/abc123, v2",
    })
    void thePathTellsWhoAnswers(String path, String expected) {
        AwsService service = services.apiGatewayAt(path);

        assertThat(service)
                .isSameAs(Map.of("apis", apis, "links", links, "v2", v2, "mappings", mappings)
                        .get(expected));
    }
}
