/** The command line: {@code underpass demo | start | alb | service | setup | health | version}. */
@NullMarked
package io.underpass.emulator.cli;

import org.jspecify.annotations.NullMarked;
