package io.underpass.vpclink.data;

/** The names of this module's steps on the trail. Threads: stateless. */
final class Steps {

    static final String LINK = "link";
    static final String LOAD_BALANCER = "loadBalancer";
    static final String LISTENER = "listener";
    static final String REACHABILITY = "reachability";

    private Steps() {}
}
