/** How operations change state: one thread, a pure function, a compiled snapshot, one published reference. */
@NullMarked
package io.underpass.aws.control;

import org.jspecify.annotations.NullMarked;
