package io.underpass.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArnTest {

    @Test
    void resourceKeepsItsSlashesAndColons() {
        Arn arn = Arn.parse("arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/a/0123:x")
                .orElseThrow();

        assertThat(arn)
                .isEqualTo(new Arn(
                        "aws", "elasticloadbalancing", "us-east-1", "000000000000", "loadbalancer/app/a/0123:x"));
    }

    @Test
    void regionAndAccountMayBeEmpty() {
        assertThat(Arn.parse("arn:aws:apigateway:us-east-1::/vpclinks/abc123"))
                .contains(new Arn("aws", "apigateway", "us-east-1", "", "/vpclinks/abc123"));
        assertThat(Arn.parse("arn:aws-cn:s3:::bucket")).contains(new Arn("aws-cn", "s3", "", "", "bucket"));
    }

    @Test
    void textIsWhatWasRead() {
        String text = "arn:aws:apigateway:us-east-1::/vpclinks/abc123";

        assertThat(Arn.parse(text).orElseThrow()).hasToString(text);
        assertThat(Arn.of("lambda", new Scope("000000000000", "eu-west-1"), "function:f"))
                .hasToString("arn:aws:lambda:eu-west-1:000000000000:function:f");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "arn",
                "arn:aws:lambda:us-east-1:000000000000",
                "arn:aws:lambda:us-east-1:000000000000:",
                "ARN:aws:lambda:us-east-1:000000000000:function:f",
                "arn::lambda:us-east-1:000000000000:function:f",
                "arn:aws::us-east-1:000000000000:function:f"
            })
    void otherTextIsNoArn(String text) {
        assertThat(Arn.parse(text)).isEmpty();
    }
}
