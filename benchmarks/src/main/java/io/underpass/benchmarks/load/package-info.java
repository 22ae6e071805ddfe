/**
 * The load comparison with nginx and HAProxy.
 *
 * <p>Starting points: {@link io.underpass.benchmarks.load.Compare} is the command, {@link
 * io.underpass.benchmarks.load.Bench} starts the contestants, {@link io.underpass.benchmarks.load.Round} measures one.
 */
@NullMarked
package io.underpass.benchmarks.load;

import org.jspecify.annotations.NullMarked;
