package io.underpass.it;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/** AWS's own clients, told of nothing but another endpoint. Threads: safe. */
final class AwsClients implements AutoCloseable {

    private final SdkHttpClient http = ApacheHttpClient.create();
    final ApiGatewayClient apis;
    final ApiGatewayV2Client links;
    final ElasticLoadBalancingV2Client loadBalancers;

    AwsClients(URI endpoint) {
        apis = aimed(ApiGatewayClient.builder().httpClient(http), endpoint).build();
        links = aimed(ApiGatewayV2Client.builder().httpClient(http), endpoint).build();
        loadBalancers = aimed(ElasticLoadBalancingV2Client.builder().httpClient(http), endpoint)
                .build();
    }

    private static <B extends AwsClientBuilder<B, C>, C> B aimed(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    }

    @Override
    public void close() {
        apis.close();
        links.close();
        loadBalancers.close();
        http.close();
    }
}
