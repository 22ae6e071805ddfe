package io.underpass.emulator.assembly;

import io.underpass.alb.data.AuthenticationSettings;
import io.underpass.aws.sigv4.AccessKey;
import io.underpass.aws.sigv4.AccessKeys;
import io.underpass.gateway.InternetOrigins;
import io.underpass.gateway.data.AuthorizerDecisions;
import io.underpass.gateway.data.Trust;
import io.underpass.gateway.data.UserPools;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whom the APIs and the load balancers know.
 *
 * <p>Threads: immutable.
 *
 * @param accessKeys what requests to methods with AWS_IAM may be signed with
 * @param userPools where the JWKS document of each Cognito user pool is
 * @param vpcEndpoints the VPC of each interface endpoint
 * @param identityEndpoints by the host of an identity provider, the URL that load balancers call in its place
 * @param cognitoClients the secrets of the clients of user pools, by client id
 */
public record TrustSettings(
        List<AccessKey> accessKeys,
        Map<String, URI> userPools,
        Map<String, String> vpcEndpoints,
        Map<String, URI> identityEndpoints,
        Map<String, String> cognitoClients) {

    /** Copies its collections. */
    public TrustSettings {
        accessKeys = List.copyOf(accessKeys);
        userPools = Map.copyOf(userPools);
        vpcEndpoints = Map.copyOf(vpcEndpoints);
        identityEndpoints = Map.copyOf(identityEndpoints);
        cognitoClients = Map.copyOf(cognitoClients);
    }

    /** The key that tools for local AWS use, {@code test} with the secret {@code test}, of a user in {@code account}. */
    public static TrustSettings defaults(String account) {
        return new TrustSettings(
                List.of(AccessKey.ofUser("test", "test", account)), Map.of(), Map.of(), Map.of(), Map.of());
    }

    /**
     * Reads settings as the command line has them.
     *
     * @param account whose users the keys are that say nothing else
     * @param accessKeys {@code ID=SECRET}, {@code ID=SECRET=ARN} or {@code ID=SECRET=ARN=TOKEN}; none for {@link #defaults}
     * @param userPools {@code POOL_ID=URL} or {@code POOL_ID=FILE}
     * @param vpcEndpoints {@code VPCE_ID=VPC_ID}
     * @throws IllegalArgumentException where one cannot be read; the message says which and how it should look
     */
    public static TrustSettings parse(
            String account, List<String> accessKeys, List<String> userPools, List<String> vpcEndpoints) {
        List<AccessKey> keys = new ArrayList<>();
        for (String text : accessKeys) {
            keys.add(AccessKeys.parse(text, account));
        }
        Map<String, URI> pools = new HashMap<>();
        for (String text : userPools) {
            String[] pair = pair(text, "a user pool's keys must look like POOL_ID=URL or POOL_ID=FILE");
            pools.put(pair[0], location(pair[1]));
        }
        Map<String, String> endpoints = new HashMap<>();
        for (String text : vpcEndpoints) {
            String[] pair = pair(text, "a VPC endpoint must look like vpce-ID=vpc-ID");
            endpoints.put(pair[0], pair[1]);
        }
        return new TrustSettings(
                keys.isEmpty() ? defaults(account).accessKeys() : keys, pools, endpoints, Map.of(), Map.of());
    }

    /**
     * These settings with identity providers as the command line has them.
     *
     * @param endpoints {@code HOST=URL}
     * @param clients {@code CLIENT_ID=SECRET}
     * @throws IllegalArgumentException where one cannot be read; the message says which and how it should look
     */
    public TrustSettings withIdentityProviders(List<String> endpoints, List<String> clients) {
        Map<String, URI> urls = new HashMap<>();
        for (String text : endpoints) {
            String form = "an identity provider's place must look like HOST=http://... or HOST=https://...";
            String[] pair = pair(text, form);
            URI url = URI.create(pair[1]);
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!web || url.getHost() == null || url.getPort() > 65535) {
                throw new IllegalArgumentException(form + ", not '" + text + "'");
            }
            urls.put(pair[0], url);
        }
        Map<String, String> secrets = new HashMap<>();
        for (String text : clients) {
            int equals = text.indexOf('=');
            if (equals < 1 || equals == text.length() - 1) {
                throw new IllegalArgumentException(
                        "the secret of a user pool's client must look like CLIENT_ID=SECRET");
            }
            secrets.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return new TrustSettings(accessKeys, userPools, vpcEndpoints, urls, secrets);
    }

    /** How load balancers find out who somebody is. */
    public AuthenticationSettings authentication(InternetOrigins origins) {
        return new AuthenticationSettings(
                new ReachedProviders(origins),
                AuthenticationSettings.PROVIDER_TIMEOUT,
                identityEndpoints,
                cognitoClients);
    }

    private static String[] pair(String text, String form) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new IllegalArgumentException(form + ", not '" + text + "'");
        }
        return new String[] {text.substring(0, equals), text.substring(equals + 1)};
    }

    private static URI location(String text) {
        return text.startsWith("http://") || text.startsWith("https://")
                ? URI.create(text)
                : Path.of(text).toUri();
    }

    /** What the gateway relies on; who signs requests goes by the machine's time. */
    Trust trust(AuthorizerDecisions decisions, InstantSource clock) {
        return new Trust(
                AccessKeys.of(accessKeys),
                decisions,
                new UserPools(userPools, clock),
                vpcEndpoints,
                Optional.of(InstantSource.system()));
    }
}
