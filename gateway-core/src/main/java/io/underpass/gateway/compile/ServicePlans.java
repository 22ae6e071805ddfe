package io.underpass.gateway.compile;

import io.underpass.aws.Arn;
import io.underpass.gateway.model.Integration;
import io.underpass.gateway.model.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Backends of {@code AWS} and {@code AWS_PROXY} integrations: a Lambda function, or another AWS service.
 *
 * <p>Threads: stateless.
 */
final class ServicePlans {

    private static final String HEADER = "integration.request.header.";
    private static final String PATH = "path/";
    private static final String ACTION = "action/";

    /** A mapping to one of these fails every request of an AWS integration as well (spec 3.2, observed on AWS). */
    private static final Set<String> FATAL =
            Set.of("authorization", "connection", "expect", "proxy-authenticate", "te");

    /**
     * What services whose protocol is JSON have before the action in {@code X-Amz-Target}; the others are sent a parameter
     * {@code Action}. API Gateway knows the protocols; that it treats these so, is seen of DynamoDB and Kinesis and a guess
     * of the others.
     */
    private static final Map<String, String> TARGETS = Map.of(
            "dynamodb", "DynamoDB_20120810",
            "events", "AWSEvents",
            "firehose", "Firehose_20150804",
            "kinesis", "Kinesis_20131202",
            "logs", "Logs_20140328",
            "states", "AWSStepFunctions");

    /** Those of them that speak version 1.0 of the protocol; the others speak 1.1. */
    private static final Set<String> JSON_1_0 = Set.of("DynamoDB_20120810", "AWSStepFunctions");

    private ServicePlans() {}

    /** The function that {@code integration} names, which Lambda is asked for with POST alone. */
    private static Backend function(Method method, Integration integration, StageVariables variables)
            throws UnusableRoute {
        String uri = variables.putInto(integration.uri().orElse(""));
        FunctionUri function = FunctionUri.parse(uri)
                .orElseThrow(() -> UnusableRoute.misconfigured("the integration's uri names no function: " + uri));
        if (function.streaming()
                || integration.responseTransferMode().filter("STREAM"::equals).isPresent()) {
            throw UnusableRoute.notEmulated("responseTransferMode STREAM of AWS_PROXY integrations");
        }
        String verb = integration.httpMethod().orElse("");
        if (!verb.equals("POST")) {
            // AWS answers every request with 500 (observed of AWS_PROXY).
            throw UnusableRoute.misconfigured(
                    "the integration calls its function with " + verb + "; Lambda takes POST only");
        }
        return new Backend.Function(function.functionArn(), method.operationName());
    }

    /** The backend of an {@code AWS_PROXY} integration. */
    static Backend proxy(Method method, Integration integration, StageVariables variables) throws UnusableRoute {
        if (!isLambda(integration, variables)) {
            throw UnusableRoute.notEmulated("AWS_PROXY integrations with another service than Lambda");
        }
        return function(method, integration, variables);
    }

    /** The backend of an {@code AWS} integration. */
    static Backend custom(
            Method method,
            Integration integration,
            RequestMappings parameters,
            boolean overridable,
            StageVariables variables)
            throws UnusableRoute {
        for (String target : integration.requestParameters().keySet()) {
            if (target.startsWith(HEADER)
                    && FATAL.contains(target.substring(HEADER.length()).toLowerCase(Locale.ROOT))) {
                throw UnusableRoute.misconfigured("the integration maps to the header "
                        + target.substring(HEADER.length()) + ", which no mapping to an AWS service may set");
            }
        }
        return isLambda(integration, variables)
                ? function(method, integration, variables)
                : service(integration, parameters, overridable, variables);
    }

    /** {@code parameters} and what the service needs beside them to know the action. */
    static RequestMappings withTarget(Integration integration, RequestMappings parameters, StageVariables variables) {
        Optional<String> target = Arn.parse(variables.putInto(integration.uri().orElse("")))
                .filter(arn -> arn.resource().startsWith(ACTION))
                .flatMap(arn -> Optional.ofNullable(TARGETS.get(name(arn))).map(prefix -> prefix + '.' + action(arn)));
        if (target.isEmpty()) {
            return parameters;
        }
        List<ParameterMapping> headers = new ArrayList<>(parameters.headers());
        addMissing(headers, "X-Amz-Target", target.get());
        // Only so do emulators tell the protocol; AWS's services take application/json as well.
        addMissing(
                headers,
                "Content-Type",
                "application/x-amz-json-" + (JSON_1_0.contains(service(target.get())) ? "1.0" : "1.1"));
        return new RequestMappings(parameters.path(), parameters.query(), List.copyOf(headers));
    }

    private static String service(String target) {
        return target.substring(0, target.indexOf('.'));
    }

    private static void addMissing(List<ParameterMapping> headers, String name, String value) {
        if (headers.stream().noneMatch(mapping -> mapping.name().equalsIgnoreCase(name))) {
            headers.add(new ParameterMapping(name, new MappingSource.Literal(value)));
        }
    }

    private static boolean isLambda(Integration integration, StageVariables variables) {
        return FunctionUri.isLambda(variables.putInto(integration.uri().orElse("")));
    }

    private static Backend service(
            Integration integration, RequestMappings parameters, boolean overridable, StageVariables variables)
            throws UnusableRoute {
        String uri = variables.putInto(integration.uri().orElse(""));
        Arn arn = Arn.parse(uri)
                .filter(one -> one.service().equals("apigateway")
                        && !one.account().isEmpty()
                        && !one.region().isEmpty())
                .orElseThrow(() -> UnusableRoute.misconfigured("the integration's uri names no service: " + uri));
        return new Backend.Http(
                integration.httpMethod().filter(verb -> !verb.equals("ANY")),
                UriTemplate.parse(
                        "https://" + arn.account() + '.' + arn.region() + ".amazonaws.com" + target(arn),
                        parameters.path(),
                        overridable),
                new Backend.Way.Service(name(arn), arn.region()));
    }

    /** {@code bucket.s3} is the service {@code s3} under a name of its own. */
    private static String name(Arn arn) {
        return arn.account().substring(arn.account().lastIndexOf('.') + 1);
    }

    private static String target(Arn arn) throws UnusableRoute {
        String resource = arn.resource();
        if (resource.startsWith(PATH)) {
            return '/' + resource.substring(PATH.length());
        }
        if (!resource.startsWith(ACTION)) {
            throw UnusableRoute.misconfigured("the integration's uri has neither path nor action: " + arn);
        }
        String parameters = resource.substring(ACTION.length() + action(arn).length());
        String query = TARGETS.containsKey(name(arn))
                ? parameters.replaceFirst("^&", "")
                : "Action=" + action(arn) + parameters;
        return query.isEmpty() ? "/" : "/?" + query;
    }

    /** The action alone: {@code GetObject} of {@code action/GetObject&Bucket=b}. */
    private static String action(Arn arn) {
        String text = arn.resource().substring(ACTION.length());
        int end = text.indexOf('&');
        return end < 0 ? text : text.substring(0, end);
    }
}
