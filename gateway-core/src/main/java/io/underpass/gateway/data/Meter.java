package io.underpass.gateway.data;

import io.underpass.aws.Scope;
import io.underpass.gateway.compile.CompiledKey;
import io.underpass.gateway.compile.CompiledPlan;
import io.underpass.gateway.compile.MethodMetering;
import io.underpass.gateway.compile.MethodMetering.KeySource;
import io.underpass.gateway.model.ApiKey;
import io.underpass.gateway.model.UsagePlan;
import io.underpass.gateway.model.UsagePlan.Throttle;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/**
 * Checks the API key and counts the request: the usage plan's throttle for the method and for the key, the stage's for the
 * method, the account's (AWS, "Throttle requests to your REST APIs"), and last the quota, of which a request that is
 * refused uses nothing (spec 2.10). What is not limited in any of these ways is not looked at.
 *
 * <p>Threads: safe.
 */
final class Meter implements Phase {

    /** AWS's limits for an account in a region. */
    private static final Throttle ACCOUNT = new Throttle(5000, 10_000);

    private static final int SHOWN_CHARACTERS = 6;

    private final Buckets buckets;
    private final UsageLedger usage;
    private final boolean accountThrottled;
    private final InstantSource clock;

    Meter(Metering metering, InstantSource clock) {
        this.buckets = metering.buckets();
        this.usage = metering.ledger();
        this.accountThrottled = metering.accountThrottled();
        this.clock = clock;
    }

    @Override
    public Outcome run(Invocation invocation) {
        Optional<MethodMetering> metering = invocation.method().metering();
        if (metering.isEmpty()) {
            return accountThrottled ? byAccount(invocation) : Outcome.NEXT;
        }
        return metering.get().keySource().isPresent()
                ? byKey(invocation, metering.get(), metering.get().keySource().get())
                : byStage(invocation, metering.get());
    }

    private Outcome byKey(Invocation invocation, MethodMetering metering, KeySource source) {
        String sent = source == KeySource.HEADER
                ? invocation.request().headers().get(Fields.API_KEY, "")
                : invocation.caller().usageIdentifierKey().orElse("");
        if (sent.isEmpty()) {
            return refused(
                    invocation,
                    source == KeySource.HEADER
                            ? "the method requires an API key, and there is no header x-api-key"
                            : "the method requires an API key, and the authorizer has answered no usageIdentifierKey");
        }
        Optional<CompiledKey> found =
                invocation.snapshot().apiKeys().find(invocation.api().scope(), sent);
        if (found.isEmpty()) {
            return refused(invocation, "the API key sent does not exist");
        }
        String keyId = found.get().key().id();
        invocation.exchange().trail().note(TrailSteps.API_KEY, keyId);
        if (!found.get().key().enabled()) {
            return refused(invocation, "API key " + keyId + " is disabled");
        }
        String apiId = invocation.api().id();
        String stage = invocation.stage().name();
        Optional<CompiledPlan> plan = found.get().plan(apiId, stage);
        if (plan.isEmpty()) {
            return refused(
                    invocation, "API key " + keyId + " is in no usage plan for API Stage " + apiId + '/' + stage);
        }
        invocation.usesKey(found.get().key());
        return checked(invocation, metering, plan.get(), found.get().key());
    }

    private Outcome checked(Invocation invocation, MethodMetering metering, CompiledPlan plan, ApiKey key) {
        ExecutionLog log = invocation.log();
        if (log == null) {
            return byPlan(invocation, metering, plan, key);
        }
        log.checksKey(invocation, shown(key));
        Outcome outcome = byPlan(invocation, metering, plan, key);
        if (outcome instanceof Outcome.Next) {
            log.keyPasses(invocation, shown(key));
        }
        return outcome;
    }

    /** Its last characters, as AWS's logs show them. */
    private static String shown(ApiKey key) {
        int hidden = Math.max(0, key.value().length() - SHOWN_CHARACTERS);
        return "*".repeat(hidden) + key.value().substring(hidden);
    }

    private Outcome byPlan(Invocation invocation, MethodMetering metering, CompiledPlan compiled, ApiKey key) {
        String keyId = key.id();
        UsagePlan plan = compiled.plan();
        invocation.exchange().trail().note(TrailSteps.USAGE_PLAN, plan.id());
        String apiId = invocation.api().id();
        String stage = invocation.stage().name();
        Optional<Throttle> ofMethod = compiled.throttle(metering.method());
        if (ofMethod.isPresent()
                && !buckets.take(
                        new Buckets.Key.OfPlanMethod(plan.id(), keyId, apiId, stage, metering.method()),
                        ofMethod.get())) {
            return throttled(
                    invocation,
                    "API Key " + shown(key) + " exceeded throttle limit for API Stage " + apiId + '/' + stage
                            + ": Method " + metering.method() + " throttle limit exceeded for Usage Plan ID "
                            + plan.id(),
                    ofMethod.get());
        }
        if (plan.throttle().isPresent()
                && !buckets.take(
                        new Buckets.Key.OfPlan(plan.id(), keyId),
                        plan.throttle().get())) {
            return throttled(
                    invocation,
                    "API Key " + shown(key) + " exceeded throttle limit for API Stage " + apiId + '/' + stage
                            + ": Key throttle limit exceeded for Usage Plan ID " + plan.id(),
                    plan.throttle().get());
        }
        Outcome ofStage = byStage(invocation, metering);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!(ofStage instanceof Outcome.Next) || usage.take(plan, keyId, today)) {
            return ofStage;
        }
        return invocation.fail(
                TrailSteps.USAGE_PLAN,
                "API Key " + shown(key) + " exceeded quota for API Stage " + apiId + '/' + stage
                        + ": Key quota exhausted for Usage Plan ID " + plan.id()
                        + plan.quota()
                                .map(quota -> ". Limit: " + quota.limit() + " Period: " + quota.period())
                                .orElse(""),
                FaultType.QUOTA_EXCEEDED);
    }

    private Outcome byStage(Invocation invocation, MethodMetering metering) {
        String apiId = invocation.api().id();
        String stage = invocation.stage().name();
        if (metering.throttle().isPresent()
                && !buckets.take(
                        new Buckets.Key.OfMethod(apiId, stage, metering.method()),
                        metering.throttle().get())) {
            return throttled(
                    invocation,
                    "Method " + metering.method() + " of API Stage " + apiId + '/' + stage
                            + " exceeded the throttle limit of the stage's method settings",
                    metering.throttle().get());
        }
        return accountThrottled ? byAccount(invocation) : Outcome.NEXT;
    }

    private Outcome byAccount(Invocation invocation) {
        Scope scope = invocation.api().scope();
        return buckets.take(new Buckets.Key.OfAccount(scope.account(), scope.region()), ACCOUNT)
                ? Outcome.NEXT
                : throttled(
                        invocation,
                        "Account " + scope.account() + " exceeded its throttle limit in " + scope.region(),
                        ACCOUNT);
    }

    private static Outcome throttled(Invocation invocation, String reason, Throttle limit) {
        return invocation.fail(
                TrailSteps.THROTTLE,
                String.format(Locale.ROOT, "%s. Limit: %.2f Burst: %d", reason, limit.rateLimit(), limit.burstLimit()),
                FaultType.THROTTLED);
    }

    private static Outcome refused(Invocation invocation, String reason) {
        return invocation.fail(TrailSteps.API_KEY, reason, FaultType.INVALID_API_KEY);
    }
}
