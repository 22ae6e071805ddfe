package io.underpass.emulator.description;

import io.underpass.acm.model.Certificate;
import io.underpass.acm.model.CertificateState;
import io.underpass.aws.control.LocalCalls;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Has certificates issued for the names that listeners are described with. Threads: on the control thread.
 */
record CertificateChanges(LocalCalls<CertificateState> calls, Owner owner) {

    private static final Set<String> SECURE = Set.of("HTTPS", "TLS");

    /** What {@code listener} shows, as ARNs and names: its load balancer's own name where nothing is said. */
    static List<String> shown(LoadBalancer loadBalancer, Listener listener) {
        if (!SECURE.contains(listener.protocol())) {
            return List.of();
        }
        return listener.certificates().isEmpty() ? List.of(host(loadBalancer)) : listener.certificates();
    }

    /** Whether TLS ends at {@code listener}. */
    static boolean isSecure(Listener listener) {
        return SECURE.contains(listener.protocol());
    }

    /** Where a load balancer is found that says nothing else. */
    static String host(LoadBalancer loadBalancer) {
        return loadBalancer.name() + ".internal";
    }

    static boolean isArn(String certificate) {
        return certificate.startsWith("arn:");
    }

    /** Makes what is missing; gives ARNs by name. */
    Map<String, String> put(List<LoadBalancer> described) {
        Map<String, String> arns = new LinkedHashMap<>();
        for (LoadBalancer loadBalancer : described) {
            for (Listener listener : loadBalancer.listeners()) {
                shown(loadBalancer, listener).stream()
                        .filter(name -> !isArn(name) && !arns.containsKey(name))
                        .forEach(name ->
                                arns.put(name, Refusal.at(Paths.listener(loadBalancer, listener), () -> issued(name))));
            }
        }
        return arns;
    }

    /** Removes the certificates of the description but for {@code kept}. */
    void remove(Collection<String> kept) {
        owned().stream()
                .filter(certificate -> !kept.contains(certificate.certificateArn()))
                .forEach(certificate -> Refusal.at(
                        "loadBalancers",
                        () -> calls.call(
                                "DeleteCertificate",
                                Members.of("CertificateArn", certificate.certificateArn())
                                        .json(),
                                owner.scope())));
    }

    private List<Certificate> owned() {
        return calls.state().in(owner.scope()).values().stream()
                .filter(certificate -> owner.owns(owner.scope(), certificate.tags()))
                .toList();
    }

    private String issued(String name) {
        return owned().stream()
                .filter(certificate -> certificate
                        .request()
                        .map(request -> request.names().equals(List.of(name)))
                        .orElse(false))
                .map(Certificate::certificateArn)
                .findFirst()
                .orElseGet(() -> request(name));
    }

    private String request(String name) {
        Members input = Members.of("DomainName", name)
                .text("ValidationMethod", "DNS")
                .text("KeyAlgorithm", "EC_prime256v1")
                .pairs("Tags", owner.tags());
        return calls.call("RequestCertificate", input.json(), owner.scope())
                .path("CertificateArn")
                .textValue();
    }
}
