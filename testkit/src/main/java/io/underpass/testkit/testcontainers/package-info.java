/** The image of Underpass in tests with Testcontainers. */
@NullMarked
package io.underpass.testkit.testcontainers;

import org.jspecify.annotations.NullMarked;
