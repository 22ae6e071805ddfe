package io.underpass.emulator.description;

import io.underpass.alb.model.AlbState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What there is of a description, to tell what changed. Threads: immutable.
 *
 * @param things by what people call them; equal as long as nothing of them has changed
 */
record Inventory(Map<String, Object> things) {

    static Inventory of(ControlCalls calls, Owner owner) {
        Map<String, Object> things = new TreeMap<>();
        AlbState albs = calls.loadBalancers().state();
        albs.loadBalancers().values().stream()
                .filter(each -> owner.owns(each.scope(), each.tags()))
                .forEach(each ->
                        things.put("load balancer " + each.loadBalancerName(), albs.only(each.loadBalancerArn())));
        albs.trustStores().values().stream()
                .filter(each -> owner.owns(owner.scope(), each.tags()))
                .forEach(each -> things.put("trust store " + each.name(), each));
        calls.links().state().list(owner.scope(), calls.links().now()).stream()
                .filter(each -> owner.owns(each.scope(), each.tags())
                        && each.life().deletion().isEmpty())
                .forEach(each -> things.put("VPC link " + each.name(), each));
        calls.apis().state().apis().values().stream()
                .filter(each -> owner.owns(each.api().scope(), each.api().tags()))
                .forEach(each -> things.put("API " + each.api().name(), each));
        return new Inventory(things);
    }

    /** What is different in {@code after}, a line for each thing. */
    List<String> changesTo(Inventory after) {
        TreeSet<String> names = new TreeSet<>(things.keySet());
        names.addAll(after.things.keySet());
        List<String> changes = new ArrayList<>();
        for (String name : names) {
            if (!things.containsKey(name)) {
                changes.add(name + " made");
            } else if (!after.things.containsKey(name)) {
                changes.add(name + " removed");
            } else if (!after.things.get(name).equals(things.get(name))) {
                changes.add(name + " changed");
            }
        }
        return changes;
    }
}
