package io.underpass.gateway.compile;

import io.underpass.gateway.model.AccessLogSettings;
import io.underpass.gateway.model.GatewayResponseType;
import io.underpass.gateway.model.Stage;
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
    private final GatewayResponseTable gatewayResponses;
    private final Optional<AccessLogFormat> accessLog;

    CompiledStage(Stage source, CompiledDeployment deployment) {
        this.source = source;
        this.deployment = deployment;
        this.methods = deployment.methods(source);
        this.gatewayResponses =
                new GatewayResponseTable(deployment.source().definitions(), new StageVariables(source.variables()));
        this.accessLog = source.accessLogSettings()
                .filter(settings -> settings.destinationArn().isPresent())
                .flatMap(AccessLogSettings::format)
                .map(AccessLogFormat::parse);
    }

    /** The stage's name. */
    public String name() {
        return source.stageName();
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
