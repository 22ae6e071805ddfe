/** The admin API below {@code /_underpass/}. */
@NullMarked
package io.underpass.emulator.admin;

import org.jspecify.annotations.NullMarked;
