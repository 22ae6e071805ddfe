package io.underpass.emulator.description;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What a load balancer does with a request. Threads: immutable. */
public sealed interface Action {

    /**
     * Sends it to a target of one of some groups.
     *
     * @param stickiness for how long a client stays with its group
     */
    record Forward(List<Share> shares, Optional<Duration> stickiness) implements Action {

        /** Copies the list. */
        public Forward {
            shares = List.copyOf(shares);
        }

        /** And to this group of the load balancer, by weight. */
        public Forward andToGroup(String group, int weight) {
            return new Forward(Lists.with(shares, new Share(TargetGroup.of(group), true, weight)), stickiness);
        }

        /** With clients that stay with their group for {@code time}. */
        public Forward sticky(Duration time) {
            return new Forward(shares, Optional.of(time));
        }
    }

    /**
     * A group's share of what is forwarded.
     *
     * @param group the group, or one with nothing but the name of a group of the load balancer
     * @param byName whether it is no more than the name
     * @param weight from 0 to 999
     */
    record Share(TargetGroup group, boolean byName, int weight) {}

    /**
     * Sends the client elsewhere. What is empty stays as it was asked for.
     *
     * @param status 301 or 302
     * @param port a number, as text, since AWS takes <code>#{port}</code> too
     */
    record Redirect(
            int status,
            Optional<String> protocol,
            Optional<String> host,
            Optional<String> port,
            Optional<String> path,
            Optional<String> query)
            implements Action {

        /** To where the client is already. */
        public static final Redirect FOUND = new Redirect(
                302, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        /** For good: 301. */
        public Redirect permanent() {
            return status(301);
        }

        /** With another status. */
        public Redirect status(int other) {
            return new Redirect(other, protocol, host, port, path, query);
        }

        /** To this protocol. */
        public Redirect protocol(String other) {
            return new Redirect(status, Optional.of(other), host, port, path, query);
        }

        /** To this host. */
        public Redirect host(String other) {
            return new Redirect(status, protocol, Optional.of(other), port, path, query);
        }

        /** To this port. */
        public Redirect port(int other) {
            return port(Integer.toString(other));
        }

        /** To this port. */
        public Redirect port(String other) {
            return new Redirect(status, protocol, host, Optional.of(other), path, query);
        }

        /** To this path. */
        public Redirect path(String other) {
            return new Redirect(status, protocol, host, port, Optional.of(other), query);
        }

        /** With this query, without its question mark. */
        public Redirect query(String other) {
            return new Redirect(status, protocol, host, port, path, Optional.of(other));
        }
    }

    /** Answers itself. */
    record Fixed(int status, Optional<String> contentType, Optional<String> body) implements Action {}

    /** Does it for those only whom {@code authentication} lets pass. */
    record Behind(Authentication authentication, Action then) implements Action {}

    /** The same for those only whom {@code authentication} lets pass. */
    default Action behind(Authentication authentication) {
        return new Behind(authentication, this);
    }

    /** Answers with an empty body. */
    static Action fixed(int status) {
        return new Fixed(status, Optional.empty(), Optional.empty());
    }

    /** Answers with {@code body}. */
    static Action fixed(int status, String contentType, String body) {
        return new Fixed(status, Optional.of(contentType), Optional.of(body));
    }

    /** Forwards to these targets, {@code 127.0.0.1:8081} for instance. */
    static Forward forwardTo(String... targets) {
        return forward(group -> group.targets(targets));
    }

    /** Forwards to targets as {@code settings} make their group. */
    static Forward forward(UnaryOperator<TargetGroup> settings) {
        return new Forward(List.of(new Share(settings.apply(TargetGroup.of("")), false, 1)), Optional.empty());
    }

    /** Forwards to a target group of the load balancer. */
    static Forward forwardToGroup(String group) {
        return new Forward(List.of(), Optional.empty()).andToGroup(group, 1);
    }

    /** Forwards to a target group of the load balancer, by weight; more of them with {@link Forward#andToGroup}. */
    static Forward forwardToGroup(String group, int weight) {
        return new Forward(List.of(), Optional.empty()).andToGroup(group, weight);
    }

    /** The groups' shares of this action; none unless it forwards. */
    default Stream<Share> forwarded() {
        Action last = this instanceof Behind behind ? behind.then() : this;
        return last instanceof Forward forward ? forward.shares().stream() : Stream.empty();
    }
}
