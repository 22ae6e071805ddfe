/** Certificates: how they are written, signed, and kept as text. */
@NullMarked
package io.underpass.wire.certificate;

import org.jspecify.annotations.NullMarked;
