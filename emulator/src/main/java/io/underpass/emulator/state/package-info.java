/** State that survives: what every domain holds, kept row by row, and as one document for export and import. */
@NullMarked
package io.underpass.emulator.state;

import org.jspecify.annotations.NullMarked;
