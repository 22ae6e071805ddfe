package io.underpass.emulator.description;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * A method of a REST API and where it leads: to a load balancer through a link, to a URL, to a
 * function, or to an answer.
 *
 * <p>Threads: immutable.
 *
 * @param method {@code ANY}, {@code GET} and so on
 * @param path {@code /orders/{proxy+}} for instance
 * @param through the link; where none is named, the only one
 * @param to the load balancer
 * @param port the listener's; where none is named, 80 or the only one
 * @param uriPath what is asked for there; where nothing is said, the same path
 * @param url a server that is reached without a link
 * @param function the ARN of a Lambda function
 * @param answer what is answered without asking anybody
 * @param timeout how long it may take; AWS's default is 29 seconds
 * @param authorization {@code NONE} or {@code AWS_IAM}
 * @param headers what header fields towards the load balancer or server are, as API Gateway's mapping expressions: {@code
 *     'text'} or {@code method.request.header.name}
 * @param authorizer who decides on its callers; then {@code authorization} does not count
 * @param scopes of user pools
 * @param body the model that bodies of JSON have to be like
 * @param needs what requests have to have: {@code header.name} or {@code querystring.name}
 * @param request what is sent on
 * @param responses what clients get; where there are none, and {@code request} is empty, everything passes as it is
 */
public record Route(
        String method,
        String path,
        Optional<String> through,
        Optional<String> to,
        OptionalInt port,
        Optional<String> uriPath,
        Optional<String> url,
        Optional<String> function,
        Optional<Answer> answer,
        Optional<Duration> timeout,
        String authorization,
        boolean apiKeyRequired,
        Map<String, String> headers,
        Optional<String> authorizer,
        List<String> scopes,
        Optional<String> body,
        List<String> needs,
        Optional<MappedRequest> request,
        List<MappedResponse> responses) {

    /** Copies the collections. */
    public Route {
        scopes = List.copyOf(scopes);
        needs = List.copyOf(needs);
        headers = Lists.copy(headers);
        responses = List.copyOf(responses);
    }

    /** What a route answers by itself. */
    public record Answer(int status, String contentType, String body) {}

    /**
     * One that leads nowhere yet.
     *
     * @param methodAndPath {@code ANY /orders/{proxy+}} for instance; {@link Check} finds out what is not like that
     */
    public static Route of(String methodAndPath) {
        String[] parts = methodAndPath.strip().split("\\s+", 2);
        return new Route(
                parts.length > 1 ? parts[0] : "",
                parts[parts.length - 1],
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "NONE",
                false,
                Map.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    /** Through this link. */
    public Route through(String link) {
        return way(Optional.of(link), to, port, uriPath, url, function, answer);
    }

    /** To this load balancer. */
    public Route to(String loadBalancer) {
        return way(through, Optional.of(loadBalancer), port, uriPath, url, function, answer);
    }

    /** To this listener of this load balancer. */
    public Route to(String loadBalancer, int listenerPort) {
        return way(through, Optional.of(loadBalancer), OptionalInt.of(listenerPort), uriPath, url, function, answer);
    }

    /** Asks there for another path; the names of parameters stand in braces. */
    public Route path(String other) {
        return way(through, to, port, Optional.of(other), url, function, answer);
    }

    /** To a server that is reached without a link; the names of parameters stand in braces. */
    public Route url(String other) {
        return way(through, to, port, uriPath, Optional.of(other), function, answer);
    }

    /** To a Lambda function. */
    public Route function(String arn) {
        return way(through, to, port, uriPath, url, Optional.of(arn), answer);
    }

    /** Answers without asking anybody. */
    public Route answer(int status, String contentType, String body) {
        return way(through, to, port, uriPath, url, function, Optional.of(new Answer(status, contentType, body)));
    }

    private Route way(
            Optional<String> newThrough,
            Optional<String> newTo,
            OptionalInt newPort,
            Optional<String> newUriPath,
            Optional<String> newUrl,
            Optional<String> newFunction,
            Optional<Answer> newAnswer) {
        return new Route(
                method,
                path,
                newThrough,
                newTo,
                newPort,
                newUriPath,
                newUrl,
                newFunction,
                newAnswer,
                timeout,
                authorization,
                apiKeyRequired,
                headers,
                authorizer,
                scopes,
                body,
                needs,
                request,
                responses);
    }

    /** That may take so long. */
    public Route timeout(Duration time) {
        return rest(Optional.of(time), authorization, apiKeyRequired, headers);
    }

    /** For signed requests only. */
    public Route signed() {
        return authorization("AWS_IAM");
    }

    /** With another authorization type. */
    public Route authorization(String type) {
        return rest(timeout, type, apiKeyRequired, headers);
    }

    /**
     * For those only whom this authorizer of the API lets pass.
     *
     * @param needed of user pools: one of these scopes has to be in an access token
     */
    public Route authorizer(String name, String... needed) {
        return new Route(
                method,
                path,
                through,
                to,
                port,
                uriPath,
                url,
                function,
                answer,
                timeout,
                authorization,
                apiKeyRequired,
                headers,
                Optional.of(name),
                List.of(needed),
                body,
                needs,
                request,
                responses);
    }

    /** For requests only whose body is as this model of the API says. */
    public Route body(String model) {
        return checked(Optional.of(model), needs);
    }

    /** For requests only that have all these: {@code header.name} and {@code querystring.name}. */
    public Route needs(String... parameters) {
        return checked(body, Lists.with(needs, List.of(parameters)));
    }

    private Route checked(Optional<String> model, List<String> parameters) {
        return new Route(
                method,
                path,
                through,
                to,
                port,
                uriPath,
                url,
                function,
                answer,
                timeout,
                authorization,
                apiKeyRequired,
                headers,
                authorizer,
                scopes,
                model,
                parameters,
                request,
                responses);
    }

    /** Sends on what this makes of requests. */
    public Route request(UnaryOperator<MappedRequest> made) {
        return mapped(Optional.of(made.apply(request.orElse(MappedRequest.NONE))), responses);
    }

    /** Answers with this status as this says; once for each status. */
    public Route response(int status, UnaryOperator<MappedResponse> made) {
        return mapped(request, Lists.with(responses, made.apply(MappedResponse.of(status))));
    }

    private Route mapped(Optional<MappedRequest> newRequest, List<MappedResponse> newResponses) {
        return new Route(
                method,
                path,
                through,
                to,
                port,
                uriPath,
                url,
                function,
                answer,
                timeout,
                authorization,
                apiKeyRequired,
                headers,
                authorizer,
                scopes,
                body,
                needs,
                newRequest,
                newResponses);
    }

    /** Whether requests or answers are made anew on their way. */
    boolean isMapped() {
        return request.isPresent() || !responses.isEmpty();
    }

    /** Whether it asks somebody. */
    boolean asks() {
        return to.isPresent() || url.isPresent() || function.isPresent();
    }

    /** For requests with an API key only. */
    public Route withApiKey() {
        return rest(timeout, authorization, true, headers);
    }

    /** With a header field that is sent on. */
    public Route header(String name, String expression) {
        return rest(timeout, authorization, apiKeyRequired, Lists.with(headers, name, expression));
    }

    private Route rest(
            Optional<Duration> newTimeout, String newAuthorization, boolean key, Map<String, String> newHeaders) {
        return new Route(
                method,
                path,
                through,
                to,
                port,
                uriPath,
                url,
                function,
                answer,
                newTimeout,
                newAuthorization,
                key,
                newHeaders,
                authorizer,
                scopes,
                body,
                needs,
                request,
                responses);
    }
}
