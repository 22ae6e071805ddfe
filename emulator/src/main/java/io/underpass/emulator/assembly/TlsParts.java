package io.underpass.emulator.assembly;

import io.underpass.acm.CertificateIssuer;
import io.underpass.alb.S3Files;
import io.underpass.emulator.tls.OriginSecurity;
import java.util.concurrent.Executor;

/**
 * What certificates and TLS are made with.
 *
 * <p>Threads: immutable.
 *
 * @param authority signs what is requested of the certificate manager
 * @param origins how backends are called that speak TLS
 * @param files where trust stores are read from
 * @param worker for what takes milliseconds
 */
public record TlsParts(CertificateIssuer authority, OriginSecurity origins, S3Files files, Executor worker) {}
