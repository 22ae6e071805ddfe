/** What is to go wrong in the emulated world, for tests of what copes with it. */
@NullMarked
package io.underpass.emulator.faults;

import org.jspecify.annotations.NullMarked;
