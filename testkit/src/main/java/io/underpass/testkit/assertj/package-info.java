/** Assertions for AssertJ: on exchanges and on fake targets. */
@NullMarked
package io.underpass.testkit.assertj;

import org.jspecify.annotations.NullMarked;
