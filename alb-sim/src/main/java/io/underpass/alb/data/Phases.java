package io.underpass.alb.data;

import io.underpass.alb.LambdaTargets;
import io.underpass.alb.Targets;
import io.underpass.alb.Workers;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledAction;
import io.underpass.alb.compile.CompiledRule;
import io.underpass.aws.Ids;
import io.underpass.wire.Exchange;
import io.underpass.wire.Failure;
import io.underpass.wire.HttpDate;
import io.underpass.wire.Upstream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all listeners share: one object for each thing a rule can do.
 *
 * <p>Threads: safe; a call is confined to the event loop of its exchange.
 */
final class Phases {

    private static final Logger LOG = LoggerFactory.getLogger(Phases.class);

    private final HealthStates health;
    private final Targets targets;
    private final Duration connectTimeout;
    private volatile Function<Lookup.Found, Upstream> ways = Lookup.Found::inProcess;
    private final OwnAnswers answers;
    private final TargetPicker picker;
    private final OpenFlows flows = new OpenFlows();
    private final Forwarding forwarding;
    private final Redirecting redirecting;
    private final FixedResponding fixedResponding;
    private final Supplier<Authenticating> newAuthenticating;
    private volatile @Nullable Authenticating authenticating;
    private final FaultPoints faults = new FaultPoints();
    private final Observers observers;
    private final InstantSource clock;
    private final TraceId traceIds;

    Phases(
            HealthStates health,
            Targets targets,
            LambdaTargets functions,
            Workers workers,
            Ids ids,
            InstantSource clock,
            AlbSettings settings,
            AuthenticationSettings authentication,
            Observers observers) {
        this.observers = observers;
        this.clock = clock;
        this.health = health;
        this.targets = targets;
        this.connectTimeout = settings.connectTimeout();
        HttpDate date = new HttpDate(clock);
        ResponseFields fields = new ResponseFields(date);
        this.answers = new OwnAnswers(date, fields, observers.metrics());
        this.picker = new TargetPicker(health, targets, settings.connectTimeout(), observers.metrics());
        this.traceIds = new TraceId(ids, clock);
        TargetHead heads = new TargetHead(traceIds);
        Invoking invoking = new Invoking(functions, workers, heads, answers, fields, observers.metrics());
        this.forwarding = new Forwarding(
                picker,
                new StickyCookies(settings.cookieKey(), clock),
                heads,
                health,
                answers,
                fields,
                invoking,
                faults);
        this.redirecting = new Redirecting(answers, observers.metrics());
        this.fixedResponding = new FixedResponding(answers, settings.fixedResponseCharset(), observers.metrics());
        this.newAuthenticating = () ->
                new Authenticating(authentication, settings.cookieKey(), workers, answers, clock, observers.metrics());
    }

    Observers observers() {
        return observers;
    }

    InstantSource clock() {
        return clock;
    }

    TraceId traceIds() {
        return traceIds;
    }

    OwnAnswers answers() {
        return answers;
    }

    TargetPicker picker() {
        return picker;
    }

    OpenFlows flows() {
        return flows;
    }

    /** Made when it is first needed: what reads tokens takes its time, and most load balancers ask nobody who they are. */
    Authenticating authenticating() {
        Authenticating known = authenticating;
        return known != null ? known : makeAuthenticating();
    }

    private synchronized Authenticating makeAuthenticating() {
        Authenticating known = authenticating;
        if (known == null) {
            known = newAuthenticating.get();
            authenticating = known;
        }
        return known;
    }

    /** Forgets whose turn it is, what was counted, and the keys of those who issue tokens. */
    void forget() {
        picker.forget();
        observers.metrics().forget();
        Authenticating known = authenticating;
        if (known != null) {
            known.forget();
        }
    }

    /** The public key with this id; empty too while nobody was asked who they are. */
    Optional<String> publicKey(String keyId) {
        Authenticating known = authenticating;
        return known == null ? Optional.empty() : known.publicKey(keyId);
    }

    /** The public keys that there are by now; none while nobody was asked who they are. */
    Map<String, String> publicKeys() {
        Authenticating known = authenticating;
        return known == null ? Map.of() : known.publicKeys();
    }

    /** Where something can be made to go wrong. */
    FaultPoints faults() {
        return faults;
    }

    HealthStates health() {
        return health;
    }

    Targets targets() {
        return targets;
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    void ways(Function<Lookup.Found, Upstream> others) {
        ways = others;
    }

    /** How a listener is reached that is a network load balancer's target. */
    Function<Lookup.Found, Upstream> ways() {
        return ways;
    }

    /** Does what {@code rule} says. */
    void act(Exchange exchange, ExchangeFacts facts, AlbSnapshot snapshot, ListenerEntry at, CompiledRule rule) {
        if (rule.authentication().isEmpty()) {
            take(exchange, facts, snapshot, at, rule);
        } else {
            authenticating()
                    .admit(exchange, facts, at, rule, admitted -> takeLater(admitted, facts, snapshot, at, rule));
        }
    }

    /** Nobody above would notice a defect any more, and the client would wait. */
    private void takeLater(
            Exchange exchange, ExchangeFacts facts, AlbSnapshot snapshot, ListenerEntry at, CompiledRule rule) {
        exchange.trail().goOn();
        try {
            take(exchange, facts, snapshot, at, rule);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.error("the rule {} failed on a request that was let pass", rule.ruleArn(), e);
            exchange.abort(new Failure(Failure.Kind.INTERNAL, "the rule failed: " + e));
        }
    }

    private void take(
            Exchange exchange, ExchangeFacts facts, AlbSnapshot snapshot, ListenerEntry at, CompiledRule rule) {
        CompiledAction action = rule.action();
        if (facts.log() != null) {
            facts.log().acts();
        }
        if (action instanceof CompiledAction.Forward forward) {
            forwarding.forward(exchange, facts, snapshot, at, rule, forward);
        } else if (action instanceof CompiledAction.Redirect redirect) {
            redirecting.redirect(exchange, facts, at, redirect);
        } else if (action instanceof CompiledAction.FixedResponse fixed) {
            fixedResponding.respond(exchange, at.listener(), fixed);
        }
    }
}
