package io.underpass.emulator.node;

import java.util.List;

/**
 * A node asks for the next version of its load balancer's state.
 *
 * <p>Threads: immutable.
 *
 * @param name the load balancer's
 * @param region the load balancer's; empty for the region of calls that name none
 * @param instance the process, so that two that claim one name are told apart
 * @param advertise the host that the edge is to connect to; empty for the one that the call comes from
 * @param version what is in service; 0 for nothing
 * @param refused a version that could not be used; 0 for none
 * @param reasons why
 */
record Poll(
        String name,
        String region,
        String instance,
        String advertise,
        long version,
        long refused,
        List<String> reasons) {}
