package io.underpass.emulator.services;

import io.underpass.aws.Scope;
import io.underpass.gateway.AwsServices;
import io.underpass.gateway.InternetOrigins;
import io.underpass.gateway.PrivateLinks.Refusal;
import io.underpass.gateway.PrivateLinks.Resolution;
import io.underpass.wire.FieldList;
import io.underpass.wire.FieldNames;
import io.underpass.wire.RequestHead;
import io.underpass.wire.Upstream;
import io.underpass.wire.UpstreamRequest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * Hands what integrations send to AWS services to another emulator that has them. It tells services apart by the scope of
 * the signature, made with test keys, and by what each protocol sends anyway.
 *
 * <p>Threads: safe; never blocks.
 */
public final class FallbackServices implements AwsServices {

    private final Optional<ServiceEndpoint> fallback;
    private final InternetOrigins origins;
    private final InstantSource clock;

    /**
     * Leads to the fallback of {@code endpoints}.
     *
     * @param origins how it is reached
     */
    public FallbackServices(ServiceEndpoints endpoints, InternetOrigins origins, InstantSource clock) {
        this.fallback = endpoints.fallback();
        this.origins = origins;
        this.clock = clock;
    }

    @Override
    public Resolution resolve(Scope scope, String service, String region) {
        if (fallback.isEmpty()) {
            return new Resolution.Refused(
                    Refusal.CONFIGURATION,
                    "nobody answers for the AWS service " + service
                            + "; say who does with --fallback-endpoint URL (UNDERPASS_FALLBACK_ENDPOINT)");
        }
        ServiceEndpoint endpoint = fallback.get();
        Resolution resolution = origins.resolve(endpoint.endpoint(), false, Optional.empty());
        if (!(resolution instanceof Resolution.Resolved resolved)) {
            return resolution;
        }
        Upstream upstream = resolved.upstream();
        Scope signed = new Scope(scope.account(), region);
        return new Resolution.Resolved(
                (request, sink) -> upstream.send(addressed(request, endpoint, signed, service), sink));
    }

    private UpstreamRequest addressed(UpstreamRequest request, ServiceEndpoint endpoint, Scope scope, String service) {
        RequestHead head = request.head();
        FieldList headers = FieldList.of(head.headers().copy());
        headers.remove("Authorization");
        headers.remove("X-Amz-Date");
        String plainHost = service + '.' + scope.region() + ".amazonaws.com";
        // A name before the service's own is a bucket, say: then the host has to say so, as it does on AWS.
        if (headers.get(FieldNames.HOST, "").equals(plainHost)) {
            headers.set(FieldNames.HOST, endpoint.authority());
        }
        String path = endpoint.path() + head.path();
        TestSignature.sign(
                headers,
                head.method().name(),
                path,
                sorted(head.query()),
                TestSignature.UNSIGNED,
                scope,
                service,
                clock.instant());
        String target = head.query().isEmpty() ? path : path + '?' + head.query();
        return new UpstreamRequest(
                new RequestHead(head.method(), target, head.version(), headers),
                request.body(),
                request.eventLoop(),
                request.peer(),
                request.trail());
    }

    private static String sorted(String query) {
        String[] pairs = query.split("&");
        Arrays.sort(pairs);
        return String.join("&", pairs);
    }
}
