/** The time of the emulated world: the machine's, until somebody moves it. */
@NullMarked
package io.underpass.emulator.clock;

import org.jspecify.annotations.NullMarked;
