/** Sockets of load balancers: kept in step with the listeners that there are, for nodes and for the debug door. */
@NullMarked
package io.underpass.emulator.listeners;

import org.jspecify.annotations.NullMarked;
