package example;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.testkit.testcontainers.UnderpassContainer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.MountableFile;

@Testcontainers(disabledWithoutDocker = true)
class ShopTest {

    private static final Network NETWORK = Network.newNetwork();

    /** The service behind the load balancer; yours in earnest. */
    @Container
    static final GenericContainer<?> orders = new GenericContainer<>("underpass")
            .withCommand("service", "--name", "orders", "--port", "9001", "--bind-address", "0.0.0.0")
            .withNetwork(NETWORK)
            .withNetworkAliases("orders");

    @Container
    static final UnderpassContainer aws = new UnderpassContainer("underpass")
            .withNetwork(NETWORK)
            .withProvisioningTime(Duration.ZERO)
            .withCopyFileToContainer(
                    MountableFile.forClasspathResource("shop.yaml"), "/etc/underpass/init/ready.d/shop.yaml");

    @Test
    void ordersAnswerThroughTheLink() throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(aws.getInvokeUrl("shop", "test") + "/orders/42"))
                                .build(),
                        ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("orders");
    }
}
