package io.underpass.acm;

import java.util.List;

/**
 * Port: what of other services shows certificates.
 *
 * <p>Threads: called on the control thread.
 */
@FunctionalInterface
public interface CertificateUsers {

    /** Nothing does. */
    CertificateUsers NONE = arn -> List.of();

    /** The ARNs of the resources that show the certificate. */
    List<String> of(String certificateArn);
}
