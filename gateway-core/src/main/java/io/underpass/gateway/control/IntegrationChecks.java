package io.underpass.gateway.control;

import io.underpass.aws.Arn;
import io.underpass.aws.Scope;
import io.underpass.gateway.VpcLinks;
import io.underpass.gateway.VpcLinks.LinkVersion;
import io.underpass.gateway.model.Integration;
import io.underpass.gateway.model.Method;
import io.underpass.gateway.model.RestApi;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Judges an integration as a whole, so that no order of patches leads around a rule. Wordings without a source in the
 * spec are guesses, marked so.
 *
 * <p>Threads: stateless.
 */
final class IntegrationChecks {

    private static final int MIN_TIMEOUT_MILLIS = 50;
    private static final int MAX_EDGE_TIMEOUT_MILLIS = 29_000;
    private static final int MAX_RAISED_TIMEOUT_MILLIS = 300_000;
    private static final int MAX_STREAM_TIMEOUT_MILLIS = 900_000;
    private static final Pattern STAGE_VARIABLE = Pattern.compile("\\$\\{stageVariables\\.[A-Za-z0-9_]+}");
    private static final Pattern LINK_ID = Pattern.compile("[a-zA-Z0-9]+");
    private static final Pattern TARGET =
            Pattern.compile("(loadbalancer/(app|net)/[^/]+/[^/]+|listener/(app|net)/[^/]+/[^/]+/[^/]+)");

    private IntegrationChecks() {}

    /** Refuses {@code integration} where AWS would. */
    static void check(RestApi api, Method method, Integration integration, VpcLinks links) {
        boolean http = IntegrationReader.isHttp(integration.type());
        if (!integration.type().equals("MOCK")) {
            MethodReader.checkVerb(integration
                    .httpMethod()
                    .orElseThrow(() -> Refusals.badRequest("Enumeration value for HttpMethod must be non-empty")));
            if (http) {
                IntegrationUri.checkHttp(integration.uri());
            } else {
                IntegrationUri.checkAws(integration.type(), integration.uri(), integration.credentials());
            }
        }
        integration.credentials().ifPresent(IntegrationUri::checkCredentials);
        checkConnection(api.scope(), integration, http, links);
        checkTransfer(api, integration);
        checkOneOf(
                "passthrough behavior",
                integration.passthroughBehavior(),
                "WHEN_NO_MATCH",
                "WHEN_NO_TEMPLATES",
                "NEVER");
        integration
                .contentHandling()
                .ifPresent(value -> checkOneOf("content handling", value, "CONVERT_TO_BINARY", "CONVERT_TO_TEXT"));
        if (integration.tlsConfig().isPresent() && !http) {
            throw Refusals.badRequest("TlsConfig is only supported for HTTP and HTTP_PROXY integrations"); // a guess
        }
        MappingExpressions.checkIntegrationRequest(
                integration.requestParameters(), method.requestParameters().keySet());
        ContentTypes.checkTemplates(integration.requestTemplates());
        MappingExpressions.checkCacheKeys(integration.cacheKeyParameters());
    }

    private static void checkConnection(Scope scope, Integration integration, boolean http, VpcLinks links) {
        integration.connectionType().ifPresent(value -> checkOneOf("connection type", value, "INTERNET", "VPC_LINK"));
        integration.integrationTarget().ifPresent(IntegrationChecks::checkTarget);
        if (!integration.connectionType().equals(Optional.of("VPC_LINK"))) {
            return;
        }
        if (!http) {
            throw Refusals.badRequest(
                    "Connection type VPC_LINK is only supported for HTTP and HTTP_PROXY integrations"); // a guess
        }
        String link = integration
                .connectionId()
                .orElseThrow(
                        () -> Refusals.badRequest("ConnectionId is required for connection type VPC_LINK")); // a guess
        if (STAGE_VARIABLE.matcher(link).matches()) {
            return; // known only when a request arrives at a stage
        }
        if (!LINK_ID.matcher(link).matches()) {
            throw Refusals.badRequest("Invalid ConnectionId specified: " + link); // a guess
        }
        boolean version2 = links.versionOf(scope, link).equals(Optional.of(LinkVersion.V2));
        if (version2 && integration.integrationTarget().isEmpty()) {
            throw Refusals.badRequest("IntegrationTarget is required for VpcLinkV2 " + link);
        }
    }

    /**
     * A load balancer's ARN, as AWS's guide has it, or a listener's, as its API reference has it; one user saw AWS refuse
     * the latter (spec 1.4), which is not enough to go by. The wording of the refusal is a guess.
     */
    private static void checkTarget(String target) {
        boolean loadBalancer = Arn.parse(target)
                .filter(arn -> arn.service().equals("elasticloadbalancing"))
                .filter(arn -> TARGET.matcher(arn.resource()).matches())
                .isPresent();
        if (!loadBalancer) {
            throw Refusals.badRequest(
                    "Invalid IntegrationTarget specified: " + target
                            + ". It must be the ARN of an Application Load Balancer or a Network Load Balancer, or of a listener of one");
        }
    }

    /** Limits of spec 3.6 and 4; the quota of regional and private APIs counts as raised. */
    private static void checkTransfer(RestApi api, Integration integration) {
        integration
                .responseTransferMode()
                .ifPresent(value -> checkOneOf("response transfer mode", value, "BUFFERED", "STREAM"));
        boolean stream = integration.responseTransferMode().equals(Optional.of("STREAM"));
        if (stream && !integration.type().endsWith("_PROXY")) {
            throw Refusals.badRequest(
                    "Response transfer mode STREAM is only supported for HTTP_PROXY and AWS_PROXY integrations"); // guess
        }
        boolean edge = api.endpointConfiguration().types().contains("EDGE");
        int max = stream ? MAX_STREAM_TIMEOUT_MILLIS : edge ? MAX_EDGE_TIMEOUT_MILLIS : MAX_RAISED_TIMEOUT_MILLIS;
        if (integration.timeoutInMillis() < MIN_TIMEOUT_MILLIS || integration.timeoutInMillis() > max) {
            throw Refusals.badRequest("Timeout should be between " + MIN_TIMEOUT_MILLIS + " ms and " + max + " ms");
        }
    }

    /** Patches and free strings have no enumerations, hence the check here; its wording is a guess. */
    private static void checkOneOf(String what, String value, String... values) {
        if (!List.of(values).contains(value)) {
            throw Refusals.badRequest(
                    "Invalid " + what + " specified: " + value + ". Valid options are " + String.join(",", values));
        }
    }
}
