package io.underpass.alb.compile;

import io.underpass.alb.model.Listener;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.alb.model.LoadBalancerAttributes;
import io.underpass.alb.model.MutualAuthentication;
import io.underpass.alb.model.SslPolicy;
import io.underpass.alb.model.TrustStore;
import java.util.List;
import java.util.Optional;

/**
 * How a listener ends TLS. Two of them that are equal lead to the same.
 *
 * <p>Threads: immutable.
 *
 * @param policy the versions and ciphers that it takes
 * @param certificateArn the default certificate
 * @param moreCertificateArns those for clients that name a server
 * @param applicationProtocols what is offered by ALPN, the preferred first
 * @param mutual whether clients say who they are
 * @param trustStore whom they must lead to, where they are verified
 */
public record CompiledTls(
        SslPolicy policy,
        String certificateArn,
        List<String> moreCertificateArns,
        List<String> applicationProtocols,
        MutualAuthentication mutual,
        Optional<TrustStore> trustStore) {

    private static final String HTTP_2 = "h2";
    private static final String HTTP_1_1 = "http/1.1";
    private static final String HTTP_1_0 = "http/1.0";

    static Optional<CompiledTls> of(Listener listener, LoadBalancer loadBalancer, Optional<TrustStore> trustStore) {
        return listener.tls()
                .map(tls -> new CompiledTls(
                        SslPolicy.orDefault(tls.sslPolicy()),
                        tls.certificateArn(),
                        tls.moreCertificateArns(),
                        loadBalancer.network()
                                ? ofNetworks(tls.alpnPolicy().orElse("None"))
                                : ofApplications(loadBalancer),
                        tls.mutualAuthentication().orElse(MutualAuthentication.OFF),
                        trustStore));
    }

    private static List<String> ofApplications(LoadBalancer loadBalancer) {
        return LoadBalancerAttributes.HTTP2.in(loadBalancer.attributes())
                ? List.of(HTTP_2, HTTP_1_1)
                : List.of(HTTP_1_1);
    }

    /** AWS's page "TLS listeners for your Network Load Balancer", ALPN policies. */
    private static List<String> ofNetworks(String policy) {
        return switch (policy) {
            case "HTTP1Only" -> List.of(HTTP_1_1, HTTP_1_0);
            case "HTTP2Only" -> List.of(HTTP_2);
            case "HTTP2Optional" -> List.of(HTTP_1_1, HTTP_1_0, HTTP_2);
            case "HTTP2Preferred" -> List.of(HTTP_2, HTTP_1_1, HTTP_1_0);
            default -> List.of();
        };
    }
}
