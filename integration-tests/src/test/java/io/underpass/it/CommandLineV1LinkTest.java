package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VPC links of the first version as they are typed. Skipped where there is no AWS CLI. */
class CommandLineV1LinkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void linkToAnApplicationLoadBalancerIsMadeAndFails(@TempDir Path directory) {
        try (RunningEmulator emulator = new RunningEmulator()) {
            AwsCli aws = new AwsCli(emulator.endpoint(), directory);
            assumeTrue(aws.canTargetLoadBalancers(), "needs the AWS CLI on the PATH");
            String alb = aws.value(
                    "/LoadBalancers/0/LoadBalancerArn",
                    words("elbv2 create-load-balancer --name orders --scheme internal --subnets subnet-a subnet-b"));

            JsonNode created = aws.run(words("apigateway create-vpc-link --name edge --target-arns " + alb));
            String link = created.get("id").asText();
            assertThat(created.get("status").asText()).isEqualTo("PENDING");
            assertThat(created.at("/targetArns/0").asText()).isEqualTo(alb);
            assertThat(created.has("tags")).isFalse();

            await().atMost(PATIENCE)
                    .until(() -> aws.value("/status", words("apigateway get-vpc-link --vpc-link-id " + link))
                            .equals("FAILED"));
            JsonNode listed = aws.run(words("apigateway get-vpc-links")).at("/items/0");
            assertThat(listed.get("statusMessage").asText()).isEqualTo("NLB ARN is malformed");

            JsonNode renamed = aws.run(words("apigateway update-vpc-link --vpc-link-id " + link
                    + " --patch-operations op=replace,path=/name,value=core"));
            assertThat(renamed.get("name").asText()).isEqualTo("core");

            String arn = "arn:aws:apigateway:us-east-1::/vpclinks/" + link;
            aws.run(words("apigateway tag-resource --tags team=net --resource-arn " + arn));
            assertThat(aws.value("/tags/team", words("apigateway get-tags --resource-arn " + arn)))
                    .isEqualTo("net");

            aws.run(words("apigateway delete-vpc-link --vpc-link-id " + link));
            await().atMost(PATIENCE)
                    .until(() -> aws.run(words("apigateway get-vpc-links"))
                            .at("/items")
                            .isEmpty());
        }
    }

    private static String[] words(String command) {
        return command.split(" ");
    }
}
