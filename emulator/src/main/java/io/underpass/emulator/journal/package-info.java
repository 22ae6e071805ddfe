/** The Journal: what decided what, and when, for each of the last exchanges. */
@NullMarked
package io.underpass.emulator.journal;

import org.jspecify.annotations.NullMarked;
