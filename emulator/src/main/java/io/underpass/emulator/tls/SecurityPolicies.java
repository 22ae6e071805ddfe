package io.underpass.emulator.tls;

import io.underpass.wire.TlsTerms;
import java.util.ArrayList;
import java.util.List;

/**
 * Which versions of TLS the security policies of custom domain names stand for (AWS, "Choose a security policy for your custom
 * domain in API Gateway"). Their cipher suites are not emulated. Of {@code TLS_1_0} the Java runtime speaks the old versions
 * only where its {@code jdk.tls.disabledAlgorithms} lets it, which by default it does not.
 *
 * <p>Threads: stateless.
 */
final class SecurityPolicies {

    private SecurityPolicies() {}

    /** The versions, as the JDK names them. */
    static List<String> versions(String policy) {
        if (policy.startsWith("SecurityPolicy_TLS13_1_3_") || policy.startsWith("SecurityPolicy_TLS13_2025")) {
            return List.of("TLSv1.3");
        }
        List<String> versions = new ArrayList<>(TlsTerms.USUAL.protocols());
        if (policy.equals("TLS_1_0")) {
            versions.add("TLSv1.1");
            versions.add("TLSv1");
        }
        return List.copyOf(versions);
    }
}
