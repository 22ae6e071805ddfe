package io.underpass.emulator.assembly;

import io.underpass.acm.CertificateUsers;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Listener;
import io.underpass.aws.Arn;
import io.underpass.gateway.model.DomainName;
import io.underpass.gateway.model.GatewayState;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Joins certificates to those that show them: load balancers, by their listeners, and custom domain names.
 *
 * <p>Threads: for the control thread.
 */
record ShownCertificates(Supplier<AlbState> albs, Supplier<GatewayState> apis) implements CertificateUsers {

    @Override
    public List<String> of(String certificateArn) {
        Stream<String> loadBalancers = albs.get().listeners().values().stream()
                .filter(listener ->
                        listener.tls().filter(tls -> shows(tls, certificateArn)).isPresent())
                .map(Listener::loadBalancerArn);
        Stream<String> domains = apis.get().domainNames().values().stream()
                .filter(domain -> domain.certificateArns().containsValue(certificateArn))
                .map(ShownCertificates::arn);
        return Stream.concat(loadBalancers, domains).distinct().toList();
    }

    private static boolean shows(Listener.Tls tls, String certificateArn) {
        return tls.certificateArn().equals(certificateArn)
                || tls.moreCertificateArns().contains(certificateArn);
    }

    private static String arn(DomainName domain) {
        return Arn.of("apigateway", domain.scope(), "/domainnames/" + domain.domainName())
                .toString();
    }
}
