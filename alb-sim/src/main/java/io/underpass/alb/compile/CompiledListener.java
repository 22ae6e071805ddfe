package io.underpass.alb.compile;

import io.underpass.alb.model.Action;
import io.underpass.alb.model.Listener;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;

/**
 * A listener and its rules.
 *
 * <p>Threads: immutable.
 */
public final class CompiledListener {

    private final Listener source;
    private final CompiledRules rules;
    private final CompiledRule defaultRule;
    private final ResponseHeaderSettings responseHeaders;
    private final FlowSettings flows;
    private final String scheme;
    private final String portText;
    private final boolean secure;
    private final TlsHeaderSettings tlsHeaders;
    private final boolean signsIn;
    private final boolean authenticates;
    private int @Nullable [] priorities; // Listed when first asked for; whoever does so lists the same.

    CompiledListener(Listener source, CompiledRules rules) {
        this.source = source;
        this.rules = rules;
        this.defaultRule = CompiledRule.defaultOf(source);
        this.responseHeaders = ResponseHeaderSettings.of(source.attributes());
        this.flows = FlowSettings.of(source.attributes());
        this.secure = source.protocol().equals("HTTPS") || source.protocol().equals("TLS");
        this.scheme = secure ? "https" : "http";
        this.portText = Integer.toString(source.port());
        this.tlsHeaders = TlsHeaderSettings.of(source);
        this.signsIn = rules.signsIn() || defaultRule.signIn().isPresent();
        this.authenticates =
                rules.authenticate() || !defaultRule.authentication().isEmpty();
    }

    /** Whether any rule asks somebody who they are. */
    public boolean authenticates() {
        return authenticates;
    }

    /** The listener's ARN. */
    public String arn() {
        return source.listenerArn();
    }

    /** Where it listens. */
    public int port() {
        return source.port();
    }

    /** {@link #port} in digits, as header fields have it. */
    public String portText() {
        return portText;
    }

    /** What its clients speak: http or https. */
    public String scheme() {
        return scheme;
    }

    /** Whether its clients speak TLS. */
    public boolean secure() {
        return secure;
    }

    /** What targets are told of its clients' TLS, where these speak it. */
    public TlsHeaderSettings tlsHeaders() {
        return tlsHeaders;
    }

    /** What it does with the header fields of responses. */
    public ResponseHeaderSettings responseHeaders() {
        return responseHeaders;
    }

    /** What it speaks, in AWS's words: HTTP, TCP and so on. */
    public String protocol() {
        return source.protocol();
    }

    /** What it does with connections, where it is a network load balancer's. */
    public FlowSettings flows() {
        return flows;
    }

    /** What it does where no other rule matches; all that a network load balancer's does. */
    public CompiledRule defaultRule() {
        return defaultRule;
    }

    /** The first rule by priority that matches, else the default rule. */
    public CompiledRule rule(RequestFacts request) {
        return rules.index().first(request, defaultRule);
    }

    /** How many of its rules are tried in their order until {@code rule} is taken, the default rule not counted. */
    public int tried(CompiledRule rule) {
        if (rules.byPriority().isEmpty()) {
            return 0;
        }
        int[] known = priorities;
        if (known == null) {
            known = rules.byPriority().keySet().stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            priorities = known;
        }
        int index = Arrays.binarySearch(known, rule.priority());
        return index < 0 ? known.length : index + 1;
    }

    /** Whether {@code rule} was taken only because none of the others matched. */
    public boolean isMiss(CompiledRule rule) {
        return rule == defaultRule && !rules.byPriority().isEmpty();
    }

    /**
     * Its rules in the order in which they are tried, the default rule excepted. They share with those before and after
     * a change what is the same, so that they, unlike the listener, may be kept for long.
     */
    public PSortedMap<Integer, CompiledRule> rulesByPriority() {
        return rules.byPriority();
    }

    /** The names of the header fields that conditions of its rules look at, in lower case. */
    public Set<String> headersLookedAt() {
        return rules.headers();
    }

    /** Whether one of its rules lets people sign in, so that they come back here from their provider. */
    public boolean signsIn() {
        return signsIn;
    }

    /** Its rule with this ARN, the default rule too. */
    public Optional<CompiledRule> ruleOf(String ruleArn) {
        return everyRule().filter(rule -> rule.ruleArn().equals(ruleArn)).findFirst();
    }

    private Stream<CompiledRule> everyRule() {
        return Stream.concat(Stream.of(defaultRule), rules.byPriority().values().stream());
    }

    /** Whether its rule with this ARN shares its requests out between several groups. */
    boolean sharesOut(String ruleArn) {
        return rules.sharesOut(ruleArn)
                || (defaultRule.sharesOut() && defaultRule.ruleArn().equals(ruleArn));
    }

    /** The ARNs of the target groups that its rules name, the default rule too. */
    Stream<String> targetGroups() {
        return Stream.concat(Action.targetGroups(source.defaultActions()), rules.targetGroups().stream());
    }

    /** Its rules, the default rule excepted. */
    CompiledRules rules() {
        return rules;
    }

    /** Whether it was compiled from this very object and has these rules. */
    boolean isOf(Listener listener, CompiledRules listenerRules) {
        return source == listener && rules == listenerRules;
    }
}
