/** The command line: {@code underpass COMMAND}. */
@NullMarked
package io.underpass.emulator.cli;

import org.jspecify.annotations.NullMarked;
