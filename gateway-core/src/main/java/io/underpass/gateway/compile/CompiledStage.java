package io.underpass.gateway.compile;

import io.underpass.gateway.model.AccessLogSettings;
import io.underpass.gateway.model.CanarySettings;
import io.underpass.gateway.model.GatewayResponseType;
import io.underpass.gateway.model.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One stage as it is served: the routes of its deployment, each with a plan in which this stage's variables are put in.
 *
 * <p>Threads: immutable.
 */
public final class CompiledStage {

    private final Stage source;
    private final CompiledDeployment deployment;
    private final List<CompiledMethod> methods;
    private final Optional<CanaryRelease> canary;
    private final boolean isCanary;
    private final GatewayResponseTable gatewayResponses;
    private final Optional<AccessLogFormat> accessLog;

    private CompiledStage(
            Stage source, CompiledDeployment deployment, Optional<CanaryRelease> canary, boolean isCanary) {
        this.source = source;
        this.deployment = deployment;
        this.methods = deployment.methods(source);
        this.canary = canary;
        this.isCanary = isCanary;
        this.gatewayResponses =
                new GatewayResponseTable(deployment.source().definitions(), new StageVariables(source.variables()));
        this.accessLog = source.accessLogSettings()
                .filter(settings -> settings.destinationArn().isPresent())
                .flatMap(AccessLogSettings::format)
                .map(AccessLogFormat::parse);
    }

    /**
     * Compiles {@code source}.
     *
     * @param canaryDeployment what its canary serves; empty where it has none
     */
    static CompiledStage of(
            Stage source, CompiledDeployment deployment, Optional<CompiledDeployment> canaryDeployment) {
        Optional<CanaryRelease> canary = source.canarySettings()
                .flatMap(settings -> canaryDeployment.map(found -> CompiledStage.canary(source, settings, found)));
        return new CompiledStage(source, deployment, canary, false);
    }

    private static CanaryRelease canary(Stage source, CanarySettings settings, CompiledDeployment deployment) {
        Map<String, String> variables = new HashMap<>(source.variables());
        variables.putAll(settings.stageVariableOverrides());
        Stage overridden = source.serving(settings.deploymentId(), Map.copyOf(variables));
        return new CanaryRelease(
                settings.percentTraffic(), new CompiledStage(overridden, deployment, Optional.empty(), true));
    }

    /** The stage's name. */
    public String name() {
        return source.stageName();
    }

    /** What gets a share of the requests. */
    public Optional<CanaryRelease> canary() {
        return canary;
    }

    /** Whether this is a stage's canary. */
    public boolean isCanary() {
        return isCanary;
    }

    /** Whether the stage has a canary, be it this one. */
    public boolean hasCanary() {
        return isCanary || canary.isPresent();
    }

    /** Whether this canary keeps its responses apart from its stage's. */
    public boolean hasOwnCache() {
        return isCanary
                && source.canarySettings()
                        .filter(settings -> !settings.useStageCache())
                        .isPresent();
    }

    /** Whether requests are traced that bring no decision on it. */
    public boolean isTraced() {
        return source.tracingEnabled();
    }

    /** The id of the deployment that is served. */
    public String deploymentId() {
        return source.deploymentId();
    }

    /** The id of the certificate that backends are shown. */
    public Optional<String> clientCertificateId() {
        return source.clientCertificateId();
    }

    /** The stage's variables. */
    public Map<String, String> variables() {
        return source.variables();
    }

    /**
     * The route for a request.
     *
     * @param verb the HTTP method, overrides applied
     * @param path the path after the stage, undecoded
     */
    public Optional<RouteMatch> match(String verb, String path) {
        return deployment.trie().find(verb, path);
    }

    /** The verbs that {@link #match} would find a route for on {@code path}; for people who ask why theirs has none. */
    public List<String> verbs(String path) {
        return VerbTable.VERBS.stream()
                .filter(verb -> match(verb, path).isPresent())
                .toList();
    }

    /** What happens to requests of {@code route}, which {@link #match} of this stage has found. */
    public CompiledMethod method(Route route) {
        return methods.get(route.index());
    }

    /** What clients get for a failure of {@code type}; empty for AWS's default. */
    public Optional<CompiledGatewayResponse> gatewayResponse(GatewayResponseType type) {
        return gatewayResponses.of(type);
    }

    /** The line that is logged for each request; empty where none is. AWS needs both a format and a destination. */
    public Optional<AccessLogFormat> accessLog() {
        return accessLog;
    }

    Stage source() {
        return source;
    }

    CompiledDeployment deployment() {
        return deployment;
    }
}
