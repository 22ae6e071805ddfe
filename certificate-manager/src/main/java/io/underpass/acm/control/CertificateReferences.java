package io.underpass.acm.control;

import io.underpass.acm.model.CertificateState;
import io.underpass.aws.state.StateCheck;

/**
 * Looks whether the certificates of an imported state stand where they are looked for.
 *
 * <p>Threads: stateless.
 */
public final class CertificateReferences implements StateCheck<CertificateState> {

    @Override
    public void check(CertificateState state) {
        state.certificates()
                .forEach((key, certificate) ->
                        StateCheck.key(key, certificate.certificateArn(), "certificates", key, "certificateArn"));
    }
}
