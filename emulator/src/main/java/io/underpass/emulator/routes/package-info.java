/** Where requests go, as a table for people. */
@NullMarked
package io.underpass.emulator.routes;

import org.jspecify.annotations.NullMarked;
