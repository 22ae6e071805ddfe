/** The edge port: tells invocations, load-balancer names, control calls and admin calls apart. */
@NullMarked
package io.underpass.emulator.edge;

import org.jspecify.annotations.NullMarked;
