/**
 * Verifies AWS Signature Version 4 on requests: in the {@code Authorization} header or in the query. {@link
 * io.underpass.aws.sigv4.SigV4Verifier} is the way in.
 */
@NullMarked
package io.underpass.aws.sigv4;

import org.jspecify.annotations.NullMarked;
