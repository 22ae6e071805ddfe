package io.underpass.it.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.underpass.testkit.testcontainers.UnderpassContainer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;

/** The image, as Testcontainers runs it. */
class UnderpassContainerTest {

    private static final String IMAGE = "underpass";

    /** At once where another test has built it. */
    private static final Duration BUILD_LIMIT = Duration.ofSeconds(900);

    @Test
    void clientsFindTheContainerByItsGetters() {
        ContainerEngine.assumePresent();
        build();
        try (UnderpassContainer container = new UnderpassContainer(IMAGE)
                        .withRegion("eu-central-1")
                        .withAccount("111122223333")
                        .withProvisioningTime(Duration.ZERO)
                        .withOption("journal-entries", "10");
                ElasticLoadBalancingV2Client client = start(container)) {
            LoadBalancer made = client.createLoadBalancer(
                            create -> create.name("orders").subnets("subnet-a", "subnet-b"))
                    .loadBalancers()
                    .get(0);

            assertThat(made.loadBalancerArn())
                    .startsWith("arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/orders/");
            assertThat(made.state().codeAsString()).isEqualTo("active");
            assertThat(container.getInvokeUrl("a1b2c3d4e5", "test"))
                    .isEqualTo(URI.create(container.getEndpoint() + "/restapis/a1b2c3d4e5/test/_user_request_"));
        }
    }

    /** As Testcontainers' LocalStackContainer does it: a script in place of the entry point, and a line that ends so. */
    @Test
    void theImageStartsAsLocalStacksDoes() {
        ContainerEngine.assumePresent();
        build();
        try (GenericContainer<?> container = new GenericContainer<>(IMAGE)
                .withExposedPorts(UnderpassContainer.PORT)
                .withEnv("PERSISTENCE", "1")
                .withCreateContainerCmdModifier(
                        create -> create.withEntrypoint("sh", "-c", "/usr/local/bin/docker-entrypoint.sh"))
                .waitingFor(Wait.forLogMessage(".*Ready\\.\n", 1))) {
            container.start();

            assertThat(container.getLogs())
                    .contains("PERSISTENCE is another emulator's", "the state is kept in /var/lib/underpass");
        }
    }

    @Test
    void anImageOfAnotherNameIsDeclaredASubstitute() {
        assertThatThrownBy(() -> new UnderpassContainer("registry.example/other"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(IMAGE);
        DockerImageName declared =
                DockerImageName.parse("registry.example/other:7").asCompatibleSubstituteFor(IMAGE);

        assertThat(new UnderpassContainer(declared).getRegion()).isEqualTo("us-east-1");
        assertThat(new UnderpassContainer(declared).getAccessKey()).isEqualTo("test");
        assertThat(new UnderpassContainer(declared)
                        .withEnv("AWS_ACCESS_KEY_ID", "111122223333")
                        .getAccessKey())
                .isEqualTo("111122223333");
    }

    private static ElasticLoadBalancingV2Client start(UnderpassContainer container) {
        container.start();
        return ElasticLoadBalancingV2Client.builder()
                .endpointOverride(container.getEndpoint())
                .region(Region.of(container.getRegion()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(container.getAccessKey(), container.getSecretKey())))
                .httpClient(ApacheHttpClient.create())
                .build();
    }

    private static void build() {
        Command.Result built = Command.run(
                Command.ROOT,
                Map.of(),
                BUILD_LIMIT,
                List.of("docker", "build", "--quiet", "--build-arg", "PREBUILT=true", "--tag", IMAGE, "."));
        assertThat(built.ok()).as(built.output()).isTrue();
    }
}
