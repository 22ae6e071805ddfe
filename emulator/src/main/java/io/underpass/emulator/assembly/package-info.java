/**
 * Joins the rooms: {@code Assembly} makes the three domains and their control APIs, the adapters lead from each domain's
 * port to its neighbour.
 */
@NullMarked
package io.underpass.emulator.assembly;

import org.jspecify.annotations.NullMarked;
