package io.underpass.emulator.description;

import java.util.List;

/**
 * A VPC link. Threads: immutable.
 *
 * @param subnets where its interfaces are; by default two that nobody has to create
 * @param securityGroups of its interfaces; none by default
 */
public record Link(String name, List<String> subnets, List<String> securityGroups) {

    /** Copies the lists. */
    public Link {
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
    }

    /** In subnets that nobody has to create. */
    public static Link of(String name) {
        return new Link(name, LoadBalancer.DEFAULT_SUBNETS, List.of());
    }

    /** In these subnets. */
    public Link subnets(String... ids) {
        return new Link(name, List.of(ids), securityGroups);
    }

    /** With these security groups. */
    public Link securityGroups(String... ids) {
        return new Link(name, subnets, List.of(ids));
    }
}
