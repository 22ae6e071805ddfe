package io.underpass.emulator.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.aws.query.Form;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AwsAddressTest {

    @Test
    void theCredentialScopeNamesServiceAndRegion() {
        AwsAddress address = address(
                "/",
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20261123/eu-west-1/elasticloadbalancing/aws4_request, SignedHeaders=host");

        assertThat(address)
                .isEqualTo(new AwsAddress("elasticloadbalancing", Optional.of("eu-west-1"), Optional.empty()));
    }

    @Test
    void anAccessKeyOfTwelveDigitsNamesTheAccount() {
        String rest = "/20261123/eu-west-1/sts/aws4_request, SignedHeaders=host";

        assertThat(address("/", "Authorization", "AWS4-HMAC-SHA256 Credential=111122223333" + rest)
                        .account())
                .contains("111122223333");
        assertThat(address("/", "Authorization", "AWS4-HMAC-SHA256 Credential=1111222233334" + rest)
                        .account())
                .isEmpty();
    }

    @Test
    void aPresignedCallNamesThemInItsQuery() {
        AwsAddress address = address("/restapis?X-Amz-Credential=k%2F20261123%2Fus-west-2%2Fapigateway%2Faws4_request");

        assertThat(address).isEqualTo(new AwsAddress("apigateway", Optional.of("us-west-2"), Optional.empty()));
    }

    @Test
    void theHostNamesThemWhereNothingIsSigned() {
        assertThat(address("/anything", "Host", "ApiGateway.us-east-2.amazonaws.com:443"))
                .isEqualTo(new AwsAddress("apigateway", Optional.of("us-east-2"), Optional.empty()));
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
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            fields.put(headers[i].toLowerCase(Locale.ROOT), headers[i + 1]);
        }
        int question = target.indexOf('?');
        return AwsAddress.of(
                question < 0 ? target : target.substring(0, question),
                fields,
                Form.parse(question < 0 ? "" : target.substring(question + 1)));
    }
}
