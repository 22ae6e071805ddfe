package io.underpass.testkit.testcontainers;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitAllStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * Underpass in a container.
 *
 * <p>Images: {@code underpass}, as {@code docker build -t underpass .} makes it of the sources. Exposed port: 4566, the
 * AWS endpoint and the APIs. It has started once the files and scripts that it was given are through.
 *
 * <p>Threads: as {@link GenericContainer}: for one thread.
 */
public class UnderpassContainer extends GenericContainer<UnderpassContainer> {

    /** The port of the AWS endpoint and the APIs, inside the container. */
    public static final int PORT = 4566;

    private static final DockerImageName IMAGE = DockerImageName.parse("underpass");
    private static final String REGION = "UNDERPASS_REGION";
    private static final String DEFAULT_REGION = "us-east-1";
    private static final String KEY = "test";

    /** A container of the image {@code dockerImageName}. */
    public UnderpassContainer(String dockerImageName) {
        this(DockerImageName.parse(dockerImageName));
    }

    /** A container of the image {@code dockerImageName}, which is {@code underpass} or declared a substitute for it. */
    public UnderpassContainer(DockerImageName dockerImageName) {
        super(dockerImageName);
        dockerImageName.assertCompatibleWith(IMAGE);
        withExposedPorts(PORT);
        waitingFor(new WaitAllStrategy()
                .withStrategy(Wait.forHttp("/_underpass/health").forPort(PORT).forStatusCode(200))
                .withStrategy(Wait.forLogMessage("Ready\\. .*", 1))); // printed when init folders are done
    }

    /** The region of calls that name none; {@code us-east-1} unless set. */
    public UnderpassContainer withRegion(String region) {
        return withEnv(REGION, region);
    }

    /** The account, twelve digits. */
    public UnderpassContainer withAccount(String account) {
        return withEnv("UNDERPASS_ACCOUNT", account);
    }

    /** How long VPC links and load balancers take to be made, and links to go; zero for at once. */
    public UnderpassContainer withProvisioningTime(Duration time) {
        return withEnv("UNDERPASS_PROVISIONING_TIME", time.toMillis() + "ms");
    }

    /** Where Lambda's Invoke API is. */
    public UnderpassContainer withLambdaEndpoint(String endpoint) {
        return withEnv("UNDERPASS_LAMBDA_ENDPOINT", endpoint);
    }

    /** Any option of {@code underpass start}, by its name without the hyphens before it: {@code strict}, {@code true}. */
    public UnderpassContainer withOption(String option, String value) {
        return withEnv("UNDERPASS_" + option.replace('-', '_').toUpperCase(Locale.ROOT), value);
    }

    /**
     * Where the AWS endpoint and the APIs are reached. The host is an address, so that AWS's clients put no names of
     * buckets or APIs before it.
     */
    public URI getEndpoint() {
        try {
            String address = InetAddress.getByName(getHost()).getHostAddress();
            String host = address.contains(":") ? "[" + address + "]" : address;
            return URI.create("http://" + host + ":" + getMappedPort(PORT));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("the container's host '" + getHost() + "' has no address", e);
        }
    }

    /** The region of calls that name none. */
    public String getRegion() {
        return getEnvMap().getOrDefault(REGION, DEFAULT_REGION);
    }

    /** An access key that works; any other does as well, and one of twelve digits is the account. */
    public String getAccessKey() {
        return getEnvMap().getOrDefault("AWS_ACCESS_KEY_ID", KEY);
    }

    /** The secret that goes with {@link #getAccessKey}. */
    public String getSecretKey() {
        return getEnvMap().getOrDefault("AWS_SECRET_ACCESS_KEY", KEY);
    }

    /** Where the stage {@code stage} of the REST API {@code apiId} is invoked; without a slash at its end. */
    public URI getInvokeUrl(String apiId, String stage) {
        return URI.create(getEndpoint() + "/restapis/" + apiId + "/" + stage + "/_user_request_");
    }
}
