package io.underpass.emulator.faults;

/** Where requests can be hit. Threads: immutable. */
public enum FaultPlace {
    /** On the way from the gateway into a VPC link, called by its id or name; the gateway sees it as the backend's doing. */
    LINK("link"),
    /** At a load balancer, called by its ARN or name. */
    LOAD_BALANCER("loadBalancer"),
    /** At a listener, called by its ARN, or its load balancer's name and its port: {@code orders:80}. */
    LISTENER("listener"),
    /**
     * On the way from a load balancer to a target, called by what it is registered as, with its port or without it; that of
     * its health checks included, unless the fault says otherwise.
     */
    TARGET("target");

    private final String code;

    FaultPlace(String code) {
        this.code = code;
    }

    /** What it is called in JSON. */
    public String code() {
        return code;
    }
}
