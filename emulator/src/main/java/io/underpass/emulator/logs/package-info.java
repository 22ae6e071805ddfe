/** What stages log and count, in place of CloudWatch. */
@NullMarked
package io.underpass.emulator.logs;

import org.jspecify.annotations.NullMarked;
