/**
 * The assembly: joins the rooms, gives them a port, and is the door for Java programs and for the command line.
 *
 * <p>Starting points: {@link io.underpass.emulator.Underpass} starts an emulator; {@code edge} tells invocations, control
 * calls and admin calls apart; {@code assembly} holds the adapters between the domains; {@code journal} explains every
 * exchange.
 */
@NullMarked
package io.underpass.emulator;

import org.jspecify.annotations.NullMarked;
