package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tutorial as it is typed. Skipped where there is no AWS CLI that knows {@code --integration-target}. */
class CommandLineTutorialTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void typedTutorialEndsAtTheService(@TempDir Path directory) {
        try (RunningEmulator emulator = new RunningEmulator();
                ServiceInstance orders = ServiceInstance.start("orders-1")) {
            AwsCli aws = new AwsCli(emulator.endpoint(), directory);
            assumeTrue(
                    aws.canTargetLoadBalancers(), "needs the AWS CLI on the PATH, new enough for --integration-target");

            String link = createLink(aws);
            JsonNode balancer = createLoadBalancer(aws, orders);
            String api = createApi(aws, link, balancer);

            HttpResponse<String> answer = Invocation.HOST.get(emulator.endpoint(), api, "test", "/orders/42?x=1");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).startsWith("orders-1 GET /orders/42?x=1\n");
        }
    }

    private static String createLink(AwsCli aws) {
        String link = aws.value(
                "/VpcLinkId",
                words("apigatewayv2 create-vpc-link --name edge --subnet-ids subnet-a subnet-b"
                        + " --security-group-ids sg-1"));
        await().atMost(PATIENCE)
                .until(() -> aws.value("/VpcLinkStatus", words("apigatewayv2 get-vpc-link --vpc-link-id " + link))
                        .equals("AVAILABLE"));
        return link;
    }

    private static JsonNode createLoadBalancer(AwsCli aws, ServiceInstance target) {
        JsonNode balancer = aws.run(
                        words("elbv2 create-load-balancer --name orders --type application --scheme internal"
                                + " --subnets subnet-a subnet-b"))
                .at("/LoadBalancers/0");
        String arn = balancer.get("LoadBalancerArn").asText();
        String group = aws.value(
                "/TargetGroups/0/TargetGroupArn",
                words("elbv2 create-target-group --name orders --protocol HTTP --port 8080 --target-type ip"
                        + " --health-check-interval-seconds 5 --health-check-timeout-seconds 2 --vpc-id "
                        + balancer.get("VpcId").asText()));
        aws.run(words("elbv2 register-targets --target-group-arn " + group + " --targets Id=127.0.0.1,Port="
                + target.port()));
        aws.run(words("elbv2 create-listener --load-balancer-arn " + arn
                + " --protocol HTTP --port 80 --default-actions Type=forward,TargetGroupArn=" + group));
        aws.run(words("elbv2 wait load-balancer-available --load-balancer-arns " + arn));
        await().atMost(PATIENCE)
                .until(() -> aws.value(
                                "/TargetHealthDescriptions/0/TargetHealth/State",
                                words("elbv2 describe-target-health --target-group-arn " + group))
                        .equals("healthy"));
        return balancer;
    }

    private static String createApi(AwsCli aws, String link, JsonNode balancer) {
        String api = aws.value("/id", words("apigateway create-rest-api --name shop"));
        String root = aws.value("/items/0/id", words("apigateway get-resources --rest-api-id " + api));
        String in = " --rest-api-id " + api;
        String orders =
                aws.value("/id", words("apigateway create-resource --path-part orders --parent-id " + root + in));
        String proxy =
                aws.value("/id", words("apigateway create-resource --path-part {proxy+} --parent-id " + orders + in));
        String on = in + " --resource-id " + proxy + " --http-method ANY";
        aws.run(words("apigateway put-method --authorization-type NONE"
                + " --request-parameters method.request.path.proxy=true" + on));
        aws.run(words("apigateway put-integration --type HTTP_PROXY --integration-http-method ANY"
                + " --connection-type VPC_LINK --connection-id ${stageVariables.link} --integration-target "
                + balancer.get("LoadBalancerArn").asText()
                + " --request-parameters integration.request.path.proxy=method.request.path.proxy --uri http://"
                + balancer.get("DNSName").asText() + "/orders/{proxy}" + on));
        aws.run(words("apigateway create-deployment --stage-name test --variables link=" + link + in));
        return api;
    }

    private static String[] words(String command) {
        return command.split(" ");
    }
}
