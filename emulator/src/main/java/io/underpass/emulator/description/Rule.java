package io.underpass.emulator.description;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A rule of a listener: all kinds of its conditions have to match, of each kind one value. Patterns know {@code *} and
 * {@code ?}; of paths, hosts and header fields one that begins with {@code ~} is a regular expression.
 *
 * <p>Threads: immutable.
 *
 * @param headers patterns by the names of header fields
 * @param query patterns by the keys of query parameters; the empty key stands for any
 * @param sourceIps blocks such as {@code 10.0.0.0/8}
 * @param rewritePath what becomes of the path and query before the request is forwarded
 * @param rewriteHost what becomes of the Host field
 */
public record Rule(
        List<String> paths,
        List<String> hosts,
        List<String> methods,
        Map<String, List<String>> headers,
        Map<String, List<String>> query,
        List<String> sourceIps,
        Optional<Rewrite> rewritePath,
        Optional<Rewrite> rewriteHost,
        Optional<Action> action) {

    /** A rule without conditions, which does nothing. */
    public static final Rule NONE = new Rule(
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Copies the collections. */
    public Rule {
        paths = List.copyOf(paths);
        hosts = List.copyOf(hosts);
        methods = List.copyOf(methods);
        headers = Lists.copyAll(headers);
        query = Lists.copyAll(query);
        sourceIps = List.copyOf(sourceIps);
    }

    /**
     * A replacement.
     *
     * @param regex what it finds
     * @param replace what stands there then; {@code $1} is the first group
     */
    public record Rewrite(String regex, String replace) {}

    /** For paths like one of {@code patterns}. */
    public Rule path(String... patterns) {
        return conditions(Lists.with(paths, List.of(patterns)), hosts, methods, headers, query, sourceIps);
    }

    /** For hosts like one of {@code patterns}. */
    public Rule host(String... patterns) {
        return conditions(paths, Lists.with(hosts, List.of(patterns)), methods, headers, query, sourceIps);
    }

    /** For these methods. */
    public Rule method(String... names) {
        return conditions(paths, hosts, Lists.with(methods, List.of(names)), headers, query, sourceIps);
    }

    /** For requests with a header field like one of {@code patterns}. */
    public Rule header(String name, String... patterns) {
        return conditions(paths, hosts, methods, Lists.with(headers, name, List.of(patterns)), query, sourceIps);
    }

    /** For requests with a query parameter like one of {@code patterns}; an empty {@code key} stands for any. */
    public Rule query(String key, String... patterns) {
        return conditions(paths, hosts, methods, headers, Lists.with(query, key, List.of(patterns)), sourceIps);
    }

    /** For clients of these blocks of addresses. */
    public Rule sourceIp(String... blocks) {
        return conditions(paths, hosts, methods, headers, query, Lists.with(sourceIps, List.of(blocks)));
    }

    /** Rewrites path and query of what is forwarded. */
    public Rule rewritePath(String regex, String replace) {
        return rewrites(Optional.of(new Rewrite(regex, replace)), rewriteHost);
    }

    /** Rewrites the Host field of what is forwarded. */
    public Rule rewriteHost(String regex, String replace) {
        return rewrites(rewritePath, Optional.of(new Rewrite(regex, replace)));
    }

    /** Forwards to these targets, {@code 127.0.0.1:8081} for instance. */
    public Rule forwardTo(String... targets) {
        return action(Action.forwardTo(targets));
    }

    /** Forwards to targets as {@code settings} make their group. */
    public Rule forward(UnaryOperator<TargetGroup> settings) {
        return action(Action.forward(settings));
    }

    /** Forwards to a target group of the load balancer. */
    public Rule forwardToGroup(String group) {
        return action(Action.forwardToGroup(group));
    }

    /** Redirects as {@code settings} say; what they leave out stays as it was asked for. */
    public Rule redirect(UnaryOperator<Action.Redirect> settings) {
        return action(settings.apply(Action.Redirect.FOUND));
    }

    /** Answers with an empty body. */
    public Rule fixed(int status) {
        return action(Action.fixed(status));
    }

    /** Answers with {@code body}. */
    public Rule fixed(int status, String contentType, String body) {
        return action(Action.fixed(status, contentType, body));
    }

    /**
     * Does what it does for those only whom {@code authentication} lets pass.
     *
     * @throws IllegalStateException if nothing has been said yet of what it does
     */
    public Rule behind(Authentication authentication) {
        return action(action.orElseThrow(() -> new IllegalStateException("say first what the rule does"))
                .behind(authentication));
    }

    /** Does this. */
    public Rule action(Action what) {
        return new Rule(paths, hosts, methods, headers, query, sourceIps, rewritePath, rewriteHost, Optional.of(what));
    }

    private Rule conditions(
            List<String> newPaths,
            List<String> newHosts,
            List<String> newMethods,
            Map<String, List<String>> newHeaders,
            Map<String, List<String>> newQuery,
            List<String> newSourceIps) {
        return new Rule(
                newPaths, newHosts, newMethods, newHeaders, newQuery, newSourceIps, rewritePath, rewriteHost, action);
    }

    private Rule rewrites(Optional<Rewrite> path, Optional<Rewrite> host) {
        return new Rule(paths, hosts, methods, headers, query, sourceIps, path, host, action);
    }
}
