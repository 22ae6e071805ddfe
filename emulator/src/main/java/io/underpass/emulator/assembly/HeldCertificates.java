package io.underpass.emulator.assembly;

import io.underpass.acm.model.Certificate;
import io.underpass.acm.model.CertificateState;
import io.underpass.alb.Certificates;
import io.underpass.aws.control.ControlState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The certificates of the certificate manager as listeners show them.
 *
 * <p>Threads: immutable.
 */
final class HeldCertificates implements Certificates {

    private record Held(Certificate source, Pair pair) {}

    private final Map<String, Held> byArn;

    private HeldCertificates(Map<String, Held> byArn) {
        this.byArn = byArn;
    }

    @Override
    public Optional<Pair> find(String certificateArn) {
        return Optional.ofNullable(byArn.get(certificateArn)).map(Held::pair);
    }

    /** Turns the state into what is shown; what is the same stays the same object. Threads: holds nothing. */
    static final class Compiler implements ControlState.Compiler<CertificateState, HeldCertificates> {

        @Override
        public HeldCertificates first(CertificateState state) {
            return next(new HeldCertificates(Map.of()), CertificateState.EMPTY, state);
        }

        @Override
        public HeldCertificates next(HeldCertificates previous, CertificateState before, CertificateState state) {
            Map<String, Held> held = new HashMap<>();
            state.certificates().forEach((arn, certificate) -> {
                Held known = previous.byArn.get(arn);
                held.put(
                        arn,
                        known != null && known.source().equals(certificate)
                                ? known
                                : new Held(certificate, new Pair(certificate.shown(), certificate.privateKey())));
            });
            return new HeldCertificates(held);
        }
    }
}
