/** Certificates: the local authority, what it issues to the edge port and to APIs, and the PEM files of both. */
@NullMarked
package io.underpass.emulator.tls;

import org.jspecify.annotations.NullMarked;
