package io.underpass.wire;

import io.netty.handler.codec.DecoderException;
import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/**
 * Says why there is no TLS with an origin.
 *
 * <p>Threads: stateless.
 */
final class TlsLoss {

    private TlsLoss() {}

    static Failure failure(Throwable cause, InetSocketAddress origin) {
        @Nullable Throwable each = cause;
        String reason = cause.toString();
        while (each != null) {
            if (each instanceof OriginTrust.HostMismatch mismatch) {
                return new Failure(Failure.Kind.TLS_HOST_MISMATCH, String.valueOf(mismatch.getMessage()));
            }
            boolean tells = each.getMessage() != null && !(each instanceof DecoderException);
            reason = tells ? String.valueOf(each.getMessage()) : reason;
            each = each instanceof CertificateException ? null : each.getCause(); // what lies below are details of it
        }
        return new Failure(Failure.Kind.TLS_FAILED, "no TLS with " + ConnectionLoss.name(origin) + ": " + reason);
    }
}
