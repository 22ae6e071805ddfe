package io.underpass.gateway.data;

import io.underpass.gateway.compile.Authority;
import io.underpass.wire.RequestHead;

/**
 * The request as the backend gets it, without its body.
 *
 * <p>Threads: confined to the event loop of its exchange.
 *
 * @param authority where the integration's uri points; its port picks the listener
 */
record BackendRequest(RequestHead head, Authority authority) {}
