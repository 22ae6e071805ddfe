package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks as they are typed. Skipped where there is no AWS CLI that knows {@code --integration-target}. */
class CommandLineNetworkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final RunningEmulator emulator = new RunningEmulator(settings -> settings.provisioningTime(Duration.ZERO));
    private final ServiceInstance orders = ServiceInstance.start("orders-1");
    private final AwsClients clients = new AwsClients(emulator.endpoint());
    private final AwsCli aws;

    CommandLineNetworkTest(@TempDir Path directory) {
        aws = new AwsCli(emulator.endpoint(), directory);
    }

    @BeforeEach
    void needsTheCommandLine() {
        assumeTrue(aws.canTargetLoadBalancers(), "needs the AWS CLI on the PATH, new enough for --integration-target");
    }

    @AfterEach
    void stop() {
        clients.close();
        orders.close();
        emulator.close();
    }

    @Test
    void accountHasADefaultNetwork() {
        JsonNode vpc = aws.run(words("ec2 describe-vpcs --filters Name=is-default,Values=true"))
                .at("/Vpcs/0");

        assertThat(vpc.at("/CidrBlock").asText()).isEqualTo("172.31.0.0/16");
        JsonNode subnets = aws.run(words("ec2 describe-subnets --filters Name=vpc-id,Values="
                        + vpc.at("/VpcId").asText()))
                .at("/Subnets");
        assertThat(subnets).hasSize(3);
        assertThat(subnets.findValuesAsText("AvailabilityZone"))
                .containsExactlyInAnyOrder("us-east-1a", "us-east-1b", "us-east-1c");
        assertThat(aws.value("/Account", words("sts get-caller-identity"))).isEqualTo("000000000000");
    }

    @Test
    void closedSecurityGroupIsUnreachableUntilItIsOpened() throws Exception {
        String vpc = aws.value("/Vpc/VpcId", words("ec2 create-vpc --cidr-block 10.0.0.0/16"));
        String subnets = subnet(vpc, "10.0.1.0/24", "a") + " " + subnet(vpc, "10.0.2.0/24", "b");
        String ofLink = group(vpc, "link");
        String ofAlb = group(vpc, "orders");
        String link = aws.value(
                "/VpcLinkId",
                words("apigatewayv2 create-vpc-link --name edge --subnet-ids " + subnets + " --security-group-ids "
                        + ofLink));
        InternalAlb alb = loadBalancer(vpc, subnets, ofAlb);
        String api = new TutorialSteps(clients).publishedApi("shop", link, alb, "http://orders.internal/{proxy}");

        HttpResponse<String> refused = get(api);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
        JsonNode failure = await().until(() -> journal().at("/entries/0/failure"), JsonNode::isObject);
        assertThat(failure.at("/step").asText()).isEqualTo("reachability");
        assertThat(failure.at("/reason").asText())
                .startsWith("Security group " + ofAlb + " of load balancer orders has no inbound rule for TCP 80 from "
                        + ofLink + " of VPC link " + link + ", nor from 10.0.1.0/24");

        aws.run(words("ec2 authorize-security-group-ingress --protocol tcp --port 80 --group-id " + ofAlb
                + " --source-group " + ofLink));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(get(api).body()).startsWith("orders-1 GET /42"));
    }

    private String subnet(String vpc, String cidr, String zone) {
        return aws.value(
                "/Subnet/SubnetId",
                words("ec2 create-subnet --vpc-id " + vpc + " --cidr-block " + cidr + " --availability-zone us-east-1"
                        + zone));
    }

    private String group(String vpc, String name) {
        return aws.value(
                "/GroupId",
                words("ec2 create-security-group --description d --vpc-id " + vpc + " --group-name " + name));
    }

    private InternalAlb loadBalancer(String vpc, String subnets, String securityGroup) {
        JsonNode created = aws.run(words("elbv2 create-load-balancer --name orders --scheme internal --subnets "
                        + subnets + " --security-groups " + securityGroup))
                .at("/LoadBalancers/0");
        assertThat(created.at("/VpcId").asText()).isEqualTo(vpc);
        String arn = created.at("/LoadBalancerArn").asText();
        String group = aws.value(
                "/TargetGroups/0/TargetGroupArn",
                words("elbv2 create-target-group --name orders --protocol HTTP --port 8080 --target-type ip --vpc-id "
                        + vpc));
        aws.run(words("elbv2 register-targets --target-group-arn " + group + " --targets Id=127.0.0.1,Port="
                + orders.port()));
        String listener = aws.value(
                "/Listeners/0/ListenerArn",
                words("elbv2 create-listener --load-balancer-arn " + arn
                        + " --protocol HTTP --port 80 --default-actions Type=forward,TargetGroupArn=" + group));
        return new InternalAlb(arn, created.at("/DNSName").asText(), listener, group);
    }

    private HttpResponse<String> get(String api) {
        return Invocation.USER_REQUEST_PATH.get(emulator.endpoint(), api, TutorialSteps.STAGE, "/42");
    }

    private JsonNode journal() throws IOException, InterruptedException {
        URI newest = emulator.endpoint().resolve("/_underpass/journal?limit=1");
        String json = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(newest).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return new JsonMapper().readTree(json);
    }

    private static String[] words(String command) {
        return command.split(" ");
    }
}
