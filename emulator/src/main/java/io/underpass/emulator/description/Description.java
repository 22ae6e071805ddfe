package io.underpass.emulator.description;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What an emulator is to have: links, load balancers with their rules and targets, and REST APIs whose routes lead there.
 *
 * <pre>{@code
 * Description.of()
 *     .loadBalancer("orders", lb -> lb.listener(80, l -> l
 *         .rule("/orders/*", r -> r.forwardTo("127.0.0.1:8081"))
 *         .otherwise(fixed(404))))
 *     .api("shop", "test", api -> api.route("ANY /orders/{proxy+}", r -> r.to("orders")))
 * }</pre>
 *
 * <p>Everything in it is a value: each method answers a copy with something more. What is wrong with a description is found
 * out when it is applied, all at once; {@link Check#of} says it before.
 *
 * <p>Threads: immutable.
 *
 * @param name whose the things are that are made of it: what a description of this name no longer has is removed
 * @param links the VPC links; where there are none, one is made for the routes that need one
 * @param trustStores for listeners that verify their clients
 */
public record Description(
        String name, List<Link> links, List<TrustStore> trustStores, List<LoadBalancer> loadBalancers, List<Api> apis) {

    /** The tag of everything that is made of a description; its value is the description's name. */
    public static final String TAG = Owner.TAG;

    private static final String DEFAULT_NAME = "description";

    /** Copies the lists. */
    public Description {
        links = List.copyOf(links);
        trustStores = List.copyOf(trustStores);
        loadBalancers = List.copyOf(loadBalancers);
        apis = List.copyOf(apis);
    }

    /** An empty description without a name: what another one without a name had goes when it is applied. */
    public static Description of() {
        return of(DEFAULT_NAME);
    }

    /** An empty description called {@code name}, to be applied beside others. */
    public static Description of(String name) {
        return new Description(name, List.of(), List.of(), List.of(), List.of());
    }

    /** With a VPC link. */
    public Description link(String link) {
        return link(link, given -> given);
    }

    /** With a VPC link as {@code settings} make it. */
    public Description link(String link, UnaryOperator<Link> settings) {
        return new Description(
                name, Lists.with(links, settings.apply(Link.of(link))), trustStores, loadBalancers, apis);
    }

    /**
     * With a trust store that listeners can name.
     *
     * @param bundle the file with the authorities' certificates, {@code BUCKET/KEY}
     * @param revocations lists of certificates that are not good any more, {@code BUCKET/KEY} each
     */
    public Description trustStore(String trustStore, String bundle, String... revocations) {
        TrustStore made = new TrustStore(trustStore, bundle, List.of(revocations));
        return new Description(name, links, Lists.with(trustStores, made), loadBalancers, apis);
    }

    /** With an internal application load balancer that forwards all that comes to its port 80 to these targets. */
    public Description loadBalancer(String loadBalancer, String... targets) {
        return loadBalancer(loadBalancer, settings -> settings.forwardTo(targets));
    }

    /** With an application load balancer as {@code settings} make it; internal unless they say otherwise. */
    public Description loadBalancer(String loadBalancer, UnaryOperator<LoadBalancer> settings) {
        return new Description(
                name,
                links,
                trustStores,
                Lists.with(loadBalancers, settings.apply(LoadBalancer.of(loadBalancer))),
                apis);
    }

    /** With a REST API as {@code settings} make it, deployed to {@code stage}. */
    public Description api(String api, String stage, UnaryOperator<Api> settings) {
        return new Description(
                name, links, trustStores, loadBalancers, Lists.with(apis, settings.apply(Api.of(api, stage))));
    }
}
