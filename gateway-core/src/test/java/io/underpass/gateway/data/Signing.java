package io.underpass.gateway.data;

import io.underpass.wire.FakeExchange;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Signs requests with AWS's own signer.
 *
 * <p>Threads: stateless.
 */
final class Signing {

    private Signing() {}

    static FakeExchange get(String target, String keyId, String secret, Instant at) {
        return signed("GET", target, "", AwsCredentialsIdentity.create(keyId, secret), at);
    }

    static FakeExchange post(String target, String body, Instant at) {
        return unsent(target, body, at).body(body);
    }

    /** A POST for which {@code body} was signed, and which has none yet. */
    static FakeExchange unsent(String target, String body, Instant at) {
        return signed("POST", target, body, AwsCredentialsIdentity.create("test", "test"), at);
    }

    static FakeExchange getOfRole(String target, Instant at) {
        return signed("GET", target, "", AwsSessionCredentialsIdentity.create("ASIAROLE", "role", "token"), at);
    }

    private static FakeExchange signed(
            String method, String target, String body, AwsCredentialsIdentity identity, Instant at) {
        SdkHttpRequest request = AwsV4HttpSigner.create()
                .sign(builder -> builder.identity(identity)
                        .request(SdkHttpRequest.builder()
                                .method(SdkHttpMethod.fromValue(method))
                                .uri(URI.create("http://abc.execute-api.us-east-1.localhost:4566" + target))
                                .build())
                        .payload(body.isEmpty() ? null : ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)))
                .request();
        FakeExchange exchange = Gateway.request(method, target);
        request.forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("Host")) {
                values.forEach(value -> exchange.field(name, value));
            }
        });
        return exchange;
    }
}
