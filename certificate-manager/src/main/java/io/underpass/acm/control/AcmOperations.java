package io.underpass.acm.control;

import io.underpass.acm.CertificateIssuer;
import io.underpass.acm.CertificateUsers;
import io.underpass.acm.model.CertificateState;
import io.underpass.aws.control.Operation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The operations of AWS Certificate Manager: the door to this package.
 *
 * <p>Threads: stateless.
 */
public final class AcmOperations {

    /** What requests name their operation with, before a dot. */
    public static final String TARGET = "CertificateManager";

    private AcmOperations() {}

    /** All operations that are emulated. */
    public static List<Operation<CertificateState>> operations(CertificateIssuer issuer, CertificateUsers users) {
        return Stream.of(
                        new CertificateMaking(issuer).operations(),
                        new Certificates(users).operations(),
                        CertificateTags.operations())
                .flatMap(List::stream)
                .toList();
    }

    /** The names of the real service's other operations. */
    public static Set<String> unemulated() {
        return Set.of(
                "ExportCertificate",
                "GetAccountConfiguration",
                "PutAccountConfiguration",
                "RenewCertificate",
                "ResendValidationEmail",
                "RevokeCertificate",
                "SearchCertificates",
                "UpdateCertificateOptions");
    }
}
