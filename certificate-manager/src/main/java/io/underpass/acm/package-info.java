/**
 * Certificates that other services show, by their ARNs.
 *
 * <p>Starting points: {@link io.underpass.acm.control.AcmOperations} answers {@code acm} calls,
 * {@link io.underpass.acm.model.CertificateState} holds what there is; {@link io.underpass.acm.CertificateIssuer} and
 * {@link io.underpass.acm.CertificateUsers} are what it needs of its neighbours.
 */
@NullMarked
package io.underpass.acm;

import org.jspecify.annotations.NullMarked;
