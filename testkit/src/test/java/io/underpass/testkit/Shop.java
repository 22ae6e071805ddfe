package io.underpass.testkit;

import io.underpass.emulator.description.Description;

/**
 * A REST API {@code shop}, stage {@code test}, of which {@code /orders/...} leads over the link {@code private} to the
 * load balancer {@code orders}. Its one rule forwards to the target {@code orders}; all else is a 404.
 */
final class Shop implements UnderpassSetUp {

    @Override
    public void setUp(UnderpassExtension world) {
        world.apply(description(world, "/orders/*"));
    }

    /** With another path in the rule's condition. */
    static Description description(UnderpassExtension world, String path) {
        String orders = world.target("orders").hostAndPort();
        return Description.of()
                .loadBalancer("orders", lb -> lb.listener(80, l -> l.rule(path, r -> r.forwardTo(orders))))
                .api("shop", "test", api -> api.route("ANY /orders/{proxy+}", r -> r.to("orders")));
    }
}
