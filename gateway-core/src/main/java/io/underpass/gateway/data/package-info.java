/**
 * Runs one request against a pinned snapshot.
 *
 * <p>Starting points: {@link io.underpass.gateway.data.GatewayService} holds the list of phases,
 * {@link io.underpass.gateway.data.InvokeAddress} says which requests are invocations, and
 * {@link io.underpass.gateway.data.FaultType} lists what the gateway itself answers with.
 */
@NullMarked
package io.underpass.gateway.data;

import org.jspecify.annotations.NullMarked;
