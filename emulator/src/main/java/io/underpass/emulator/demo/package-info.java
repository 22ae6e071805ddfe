/** {@code underpass demo}: builds the tutorial over the emulator's own AWS endpoint and calls it. */
@NullMarked
package io.underpass.emulator.demo;

import org.jspecify.annotations.NullMarked;
