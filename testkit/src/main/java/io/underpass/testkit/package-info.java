/**
 * The emulator in tests: an extension for JUnit Jupiter 5 and 6, targets that answer as told, and what went where.
 *
 * <p>Nothing here names AssertJ or Testcontainers: what uses them is in packages of its own.
 */
@NullMarked
package io.underpass.testkit;

import org.jspecify.annotations.NullMarked;
