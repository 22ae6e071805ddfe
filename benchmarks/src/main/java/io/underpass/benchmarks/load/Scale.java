package io.underpass.benchmarks.load;

/**
 * How much stands beside the one route that is called.
 *
 * <p>Threads: immutable.
 *
 * @param routes resources with a method and an integration, the called one included
 * @param loadBalancers load balancers behind the link, the called one included
 */
record Scale(int routes, int loadBalancers) {

    static final Scale TUTORIAL = new Scale(1, 1);
}
