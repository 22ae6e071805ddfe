/** The certificates of the edge port, and the local authority that issues them. */
@NullMarked
package io.underpass.emulator.tls;

import org.jspecify.annotations.NullMarked;
