package io.underpass.emulator.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.underpass.aws.query.Form;
import io.underpass.wire.RequestHead;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AwsAddressTest {

    @Test
    void theCredentialScopeNamesServiceAndRegion() {
        AwsAddress address = address(
                "/",
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20261123/eu-west-1/elasticloadbalancing/aws4_request, SignedHeaders=host");

        assertThat(address).isEqualTo(new AwsAddress("elasticloadbalancing", Optional.of("eu-west-1")));
    }

    @Test
    void aPresignedCallNamesThemInItsQuery() {
        AwsAddress address = address("/restapis?X-Amz-Credential=k%2F20261123%2Fus-west-2%2Fapigateway%2Faws4_request");

        assertThat(address).isEqualTo(new AwsAddress("apigateway", Optional.of("us-west-2")));
    }

    @Test
    void theHostNamesThemWhereNothingIsSigned() {
        assertThat(address("/anything", "Host", "ApiGateway.us-east-2.amazonaws.com:443"))
                .isEqualTo(new AwsAddress("apigateway", Optional.of("us-east-2")));
    }

    @Test
    void thePathTellsApiGateway() {
        assertThat(address("/v2/vpclinks").service()).isEqualTo("apigateway");
        assertThat(address("/restapis/abc").service()).isEqualTo("apigateway");
    }

    @Test
    void actionAndVersionTellTheQueryService() {
        assertThat(address("/?Action=DescribeRules&Version=2015-12-01").service())
                .isEqualTo("elasticloadbalancing");
    }

    @Test
    void nothingToGoByIsNoService() {
        assertThat(address("/favicon.ico").service()).isEmpty();
    }

    private static AwsAddress address(String target, String... headers) {
        DefaultHttpHeaders fields = new DefaultHttpHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(headers[i], headers[i + 1]);
        }
        RequestHead head = new RequestHead(HttpMethod.GET, target, HttpVersion.HTTP_1_1, fields);
        return AwsAddress.of(head, Form.parse(head.query()));
    }
}
