/** The emulated world as a whole: taken down, put back, begun anew. */
@NullMarked
package io.underpass.emulator.world;

import org.jspecify.annotations.NullMarked;
