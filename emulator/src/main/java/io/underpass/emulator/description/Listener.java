package io.underpass.emulator.description;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A listener of a load balancer. Threads: immutable.
 *
 * @param protocol {@code HTTP}, {@code HTTPS}, {@code TCP} or {@code TLS}
 * @param certificates names to have a certificate issued for, or ARNs of certificates, the default one first; where there
 *     are none, one for {@code LOADBALANCER.internal}
 * @param rules in the order in which they are tried
 * @param otherwise for what no rule matches; answers 404 unless said
 * @param attributes AWS's, by key; others keep their defaults
 */
public record Listener(
        int port,
        String protocol,
        List<String> certificates,
        List<Rule> rules,
        Action otherwise,
        Map<String, String> attributes) {

    /** Copies the collections. */
    public Listener {
        certificates = List.copyOf(certificates);
        rules = List.copyOf(rules);
        attributes = Lists.copy(attributes);
    }

    /** One that answers 404. */
    public static Listener of(int port, String protocol) {
        return new Listener(port, protocol, List.of(), List.of(), Action.fixed(404), Map.of());
    }

    /** For HTTPS, with a certificate for {@code LOADBALANCER.internal}. */
    public Listener https() {
        return protocol("HTTPS");
    }

    /** For HTTPS, with certificates for these names, or with those of these ARNs; the default one first. */
    public Listener https(String... namesOrArns) {
        return protocol("HTTPS").certificates(namesOrArns);
    }

    /** For another protocol. */
    public Listener protocol(String other) {
        return new Listener(port, other, certificates, rules, otherwise, attributes);
    }

    /** With certificates for these names, or with those of these ARNs; the default one first. */
    public Listener certificates(String... namesOrArns) {
        return new Listener(port, protocol, List.of(namesOrArns), rules, otherwise, attributes);
    }

    /** With a rule for paths like {@code path}, to be tried after those before it. */
    public Listener rule(String path, UnaryOperator<Rule> settings) {
        return rule(rule -> settings.apply(rule.path(path)));
    }

    /** With a rule, to be tried after those before it. */
    public Listener rule(UnaryOperator<Rule> settings) {
        return new Listener(
                port, protocol, certificates, Lists.with(rules, settings.apply(Rule.NONE)), otherwise, attributes);
    }

    /** With these rules after those before them. */
    public Listener rules(List<Rule> more) {
        return new Listener(port, protocol, certificates, Lists.with(rules, more), otherwise, attributes);
    }

    /** With what is done with requests that no rule matches. */
    public Listener otherwise(Action action) {
        return new Listener(port, protocol, certificates, rules, action, attributes);
    }

    /** Forwards what no rule matches to these targets, {@code 127.0.0.1:8081} for instance. */
    public Listener forwardTo(String... targets) {
        return otherwise(Action.forwardTo(targets));
    }

    /** With one of AWS's attributes. */
    public Listener attribute(String key, String value) {
        return new Listener(port, protocol, certificates, rules, otherwise, Lists.with(attributes, key, value));
    }
}
