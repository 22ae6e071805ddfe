package io.underpass.it;

/** The contract, in the edge's process. */
class LoadBalancerInProcessTest extends LoadBalancerContract {

    @Override
    void place(String name) {
        // Where no node has the name, a load balancer runs here.
    }
}
