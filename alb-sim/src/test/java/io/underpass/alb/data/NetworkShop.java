package io.underpass.alb.data;

import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.model.Listener;
import io.underpass.alb.model.LoadBalancer;
import io.underpass.alb.model.LoadBalancer.AvailabilityZone;
import io.underpass.alb.model.SslPolicy;
import io.underpass.alb.model.TargetGroup;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import io.underpass.wire.FakeExchange;
import io.underpass.wire.TlsCall;
import io.underpass.wire.Upstream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * A network load balancer in a {@link Shop}, with one target group.
 *
 * <p>Threads: confined to its test's thread.
 */
record NetworkShop(Shop shop) {

    static final String LISTENER = AlbFixtures.NLB.replace(":loadbalancer/", ":listener/") + "/p80";

    NetworkShop() {
        this(new Shop());
    }

    FakeExchange send(String scheme, int port) {
        FakeExchange exchange = FakeExchange.get("/");
        ((Lookup.Found) shop.fleet.find(AlbFixtures.NLB, scheme, port))
                .service()
                .handle(exchange);
        return exchange;
    }

    /** A request with TLS of its own, whose answer goes to the exchange that is returned. */
    FakeExchange send(String scheme, int port, TlsCall tls) {
        FakeExchange exchange = FakeExchange.get("/");
        Upstream listener = ((Lookup.Found) shop.fleet.find(AlbFixtures.NLB, scheme, port)).inProcess();
        Upstream secured = (request, sink) -> listener.send(request.over(tls), sink);
        new NetworkService(secured).handle(exchange);
        return exchange;
    }

    static Listener secure(Listener listener, String protocol) {
        return new Listener(
                        listener.listenerArn(),
                        listener.loadBalancerArn(),
                        protocol,
                        listener.port(),
                        listener.defaultActions(),
                        listener.defaultRuleArn(),
                        Map.of(),
                        TreePMap.empty())
                .withTls(new Listener.Tls(SslPolicy.DEFAULT, "certificate", Optional.empty()));
    }

    void serve(
            Map<String, String> attributes,
            Map<String, String> ofGroup,
            List<String> zones,
            TargetDescription... targets) {
        serve("ip", attributes, ofGroup, zones, targets);
    }

    void serve(
            String targetType,
            Map<String, String> attributes,
            Map<String, String> ofGroup,
            List<String> zones,
            TargetDescription... targets) {
        LoadBalancer nlb = AlbFixtures.networkLoadBalancer()
                .withZones(
                        zones.stream()
                                .map(zone -> new AvailabilityZone(zone, "subnet-" + zone))
                                .toList(),
                        "ipv4")
                .withAttributes(attributes);
        shop.change(state ->
                state.with(nlb).with(group("TCP", targetType, ofGroup, targets)).with(listener("TCP", 80)));
    }

    static TargetGroup group(
            String protocol, String targetType, Map<String, String> attributes, TargetDescription... targets) {
        PSortedMap<String, TargetDescription> byKey = TreePMap.empty();
        for (TargetDescription target : targets) {
            byKey = byKey.plus(target.key(), target);
        }
        TargetGroup like = AlbFixtures.group("wire", AlbFixtures.CHECK, attributes, targets);
        return new TargetGroup(
                like.scope(),
                like.targetGroupArn(),
                like.targetGroupName(),
                protocol,
                "",
                80,
                like.vpcId(),
                targetType,
                like.ipAddressType(),
                like.healthCheck(),
                byKey,
                attributes,
                TreePMap.empty());
    }

    static Listener listener(String protocol, int port) {
        String arn = port == 80 ? LISTENER : LISTENER.replace("/p80", "/p" + port);
        return new Listener(
                arn,
                AlbFixtures.NLB,
                protocol,
                port,
                List.of(AlbFixtures.forward("wire")),
                arn.replace(":listener/", ":listener-rule/") + "/default",
                Map.of(),
                TreePMap.empty());
    }

    FlowTarget flow(int clientPort) {
        return shop.fleet.flow(LISTENER, new InetSocketAddress("10.0.0.9", clientPort));
    }
}
