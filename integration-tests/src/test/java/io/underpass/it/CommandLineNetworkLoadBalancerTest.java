package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network load balancer as it is typed. Skipped where there is no AWS CLI. */
class CommandLineNetworkLoadBalancerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void isAResourceThatLinksFindAndThatPassesOnWhatComes(@TempDir Path directory) throws Exception {
        try (RunningEmulator emulator = new RunningEmulator();
                ServiceInstance orders = ServiceInstance.start("orders")) {
            AwsCli aws = new AwsCli(emulator.endpoint(), directory);
            assumeTrue(aws.canTargetLoadBalancers(), "needs the AWS CLI on the PATH");
            JsonNode wire = aws.run(words("elbv2 create-load-balancer --name wire --type network --scheme internal"
                            + " --subnet-mappings SubnetId=subnet-a,PrivateIPv4Address=10.0.0.7"))
                    .at("/LoadBalancers/0");
            String arn = wire.get("LoadBalancerArn").asText();
            assertThat(arn).contains(":loadbalancer/net/wire/");
            assertThat(wire.at("/AvailabilityZones/0/LoadBalancerAddresses/0/PrivateIPv4Address")
                            .asText())
                    .isEqualTo("10.0.0.7");
            String group = aws.value(
                    "/TargetGroups/0/TargetGroupArn",
                    words("elbv2 create-target-group --name wire --protocol TCP --port 80 --target-type ip --vpc-id "
                            + wire.get("VpcId").asText()));
            aws.run(words("elbv2 register-targets --target-group-arn " + group + " --targets Id=127.0.0.1,Port="
                    + orders.port()));
            aws.run(words("elbv2 create-listener --protocol TCP --port 80 --load-balancer-arn " + arn
                    + " --default-actions Type=forward,TargetGroupArn=" + group));
            await().atMost(PATIENCE)
                    .until(() -> aws.value(
                                    "/TargetHealthDescriptions/0/TargetHealth/State",
                                    words("elbv2 describe-target-health --target-group-arn " + group))
                            .equals("healthy"));
            String link = aws.value("/id", words("apigateway create-vpc-link --name edge --target-arns " + arn));
            await().atMost(PATIENCE)
                    .until(() -> aws.value("/status", words("apigateway get-vpc-link --vpc-link-id " + link))
                            .equals("AVAILABLE"));

            assertThat(get(emulator.endpoint(), wire.get("DNSName").asText()))
                    .startsWith("403 ")
                    .contains("internal load balancer");
            String open = aws.value(
                    "/LoadBalancers/0/DNSName",
                    words("elbv2 create-load-balancer --name open --type network --subnets subnet-a"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(get(emulator.endpoint(), open))
                            .startsWith("503 ")
                            .contains("the load balancer has no listeners"));
            String api = api(aws, link);
            HttpResponse<String> answer = Invocation.HOST.get(emulator.endpoint(), api, "test", "/");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).startsWith("orders GET /");
        }
    }

    private static String api(AwsCli aws, String link) {
        String api = aws.value("/id", words("apigateway create-rest-api --name shop"));
        String in = " --rest-api-id " + api;
        String on = in + " --http-method GET --resource-id "
                + aws.value("/items/0/id", words("apigateway get-resources" + in));
        aws.run(words("apigateway put-method --authorization-type NONE" + on));
        aws.run(words("apigateway put-integration --type HTTP_PROXY --integration-http-method GET"
                + " --connection-type VPC_LINK --uri http://wire.internal/ --connection-id " + link + on));
        aws.run(words("apigateway create-deployment --stage-name test" + in));
        return api;
    }

    private static String get(URI endpoint, String host) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(endpoint).header("Host", host).build(),
                        HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private static String[] words(String command) {
        return command.split(" ");
    }
}
