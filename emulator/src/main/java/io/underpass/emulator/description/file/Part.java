package io.underpass.emulator.description.file;

import java.util.List;
import java.util.stream.Stream;

/**
 * The vocabulary of files: which keys each part of one may have. The reader takes no others, and the page about the file is
 * compared with this.
 *
 * <p>Threads: immutable.
 */
public enum Part {
    /** The whole file. */
    FILE(
            "The file",
            key(
                    "name",
                    "text",
                    "Whose the things are that are made of it. Default: the file's name without its ending"),
            key("links", "by name: [link](#a-link)", "Default: one called `private`, if any route needs one"),
            key(
                    "trustStores",
                    "by name: `BUCKET/KEY`, or a [trust store](#a-trust-store)",
                    "For listeners that verify their clients"),
            key("loadBalancers", "by name: targets, or [load balancer](#a-load-balancer)", ""),
            key("apis", "by name: [API](#an-api)", "")),
    /** A VPC link. */
    LINK(
            "A link",
            key("subnets", "texts", "Default: two that nobody has to create"),
            key("securityGroups", "texts", "")),
    /** A trust store. */
    TRUST_STORE(
            "A trust store",
            key("bundle", "`BUCKET/KEY`", "The authorities' certificates, below `--truststores`. Has to be there"),
            key("revocations", "texts", "Each `BUCKET/KEY`: certificates that are not good any more")),
    /** A load balancer. */
    LOAD_BALANCER(
            "A load balancer",
            key("type", "`application`, `network`", "Default: `application`"),
            key("scheme", "`internal`, `internet-facing`", "Default: `internal`"),
            key("subnets", "texts", "Default: two that nobody has to create"),
            key("securityGroups", "texts", ""),
            key("attributes", "by AWS's key: text", "`idle_timeout.timeout_seconds: 30`"),
            key("targetGroups", "by name: [target group](#a-target-group)", "For actions that name them"),
            key("listeners", "by port: [listener](#a-listener)", "At least one"),
            key("tags", "by key: text", "`underpass:port: 8080` with `--open-listeners`")),
    /** A listener. */
    LISTENER(
            "A listener",
            key("protocol", "`HTTP`, `HTTPS`, `TCP`, `TLS`", "Default: `HTTP`, of a network load balancer `TCP`"),
            key(
                    "certificates",
                    "texts",
                    "Names to have one issued for, or ARNs, the default one first. Default: `NAME.internal`"),
            key("rules", "list: [rule](#a-rule)", "In the order in which they are tried"),
            key("otherwise", "[action](#an-action)", "For what no rule matches. Default: `fixed: 404`"),
            key("attributes", "by AWS's key: text", ""),
            key("policy", "text", "The security policy. Default: AWS's"),
            key("alpn", "text", "The ALPN policy of a listener for `TLS`"),
            key(
                    "clients",
                    "`off`, `passthrough`, `verify`",
                    "Whether clients are asked for certificates. Default: `off`"),
            key("trustStore", "one of the file's, or an ARN", "With `clients: verify`"),
            key("tags", "by key: text", "")),
    /** An action. */
    ACTION(
            "An action",
            key("forward", "targets, or a [forward](#a-forward)", "`forward: 127.0.0.1:8081`"),
            key("redirect", "[redirect](#a-redirect)", ""),
            key("fixed", "status, or an [answer](#an-answer)", "`fixed: 503`"),
            key("oidc", "[OpenID Connect](#openid-connect)", "Beside one of those three: for those only who sign in"),
            key("cognito", "[Cognito](#cognito)", "The same, with a user pool"),
            key("jwt", "[token](#a-token)", "The same, for programs that show a token")),
    /** Signing in with a provider of OpenID Connect. */
    OIDC(
            "OpenID Connect",
            key("issuer", "text", "All of these first six have to be there"),
            key("authorizationEndpoint", "text", ""),
            key("tokenEndpoint", "text", ""),
            key("userInfoEndpoint", "text", ""),
            key("clientId", "text", ""),
            key("clientSecret", "text", ""),
            key("scope", "text", "Default: `openid`"),
            key("cookie", "text", "What the cookies are called. Default: `AWSELBAuthSessionCookie`"),
            key("timeout", "time", "How long it is good for. Default: 7d"),
            key(
                    "unauthenticated",
                    "`authenticate`, `allow`, `deny`",
                    "What becomes of others. Default: `authenticate`"),
            key("parameters", "by name: text", "Sent along to the provider")),
    /** Signing in with a user pool of Cognito. */
    COGNITO(
            "Cognito",
            key("userPool", "ARN", "These three have to be there"),
            key("clientId", "text", ""),
            key("domain", "text", "Its prefix, or one of its own"),
            key("scope", "as with [OpenID Connect](#openid-connect)", ""),
            key("cookie", "as there", ""),
            key("timeout", "as there", ""),
            key("unauthenticated", "as there", ""),
            key("parameters", "as there", "")),
    /** A token that programs show. */
    JWT(
            "A token",
            key("issuer", "text", "Both have to be there"),
            key("jwks", "text", "The URL of the keys that tokens are signed with"),
            key("claims", "by name: text, or a [claim](#a-claim)", "What tokens have to say")),
    /** What a token has to say. */
    CLAIM(
            "A claim",
            key("format", "`single-string`, `string-array`, `space-separated-values`", "Default: `single-string`"),
            key("values", "texts", "")),
    /** A rule. */
    RULE(
            "A rule",
            key("path", "texts", "Patterns with `*` and `?`; `~` begins a regular expression"),
            key("host", "texts", "Patterns, or regular expressions after `~`"),
            key("method", "texts", ""),
            key("header", "by name: texts", "Patterns, or regular expressions after `~`"),
            key("query", "by key: texts", "Patterns; the key `\"\"` stands for any"),
            key("sourceIp", "texts", "Blocks such as `10.0.0.0/8`"),
            key("rewritePath", "[rewrite](#a-rewrite)", "What becomes of path and query"),
            key("rewriteHost", "[rewrite](#a-rewrite)", ""),
            key("forward", "as an [action](#an-action)'s", "One of these three"),
            key("redirect", "as an [action](#an-action)'s", ""),
            key("fixed", "as an [action](#an-action)'s", ""),
            key("oidc", "as an [action](#an-action)'s", ""),
            key("cognito", "as an [action](#an-action)'s", ""),
            key("jwt", "as an [action](#an-action)'s", "")),
    /** A rewrite. */
    REWRITE("A rewrite", key("regex", "text", "What is looked for"), key("replace", "text", "`$1` is the first group")),
    /** A forward to more than some targets. */
    FORWARD(
            "A forward",
            key("group", "text", "A target group of the load balancer"),
            key("groups", "by name: number", "Several target groups, by weight from 0 to 999"),
            key("groupStickiness", "time", "With `groups`: how long a client stays with its group"),
            key("targets", "texts", "Or a target group made here, with all keys of [one](#a-target-group)"),
            key("protocol", "as a target group's", ""),
            key("version", "as a target group's", ""),
            key("type", "as a target group's", ""),
            key("healthCheck", "as a target group's", ""),
            key("stickiness", "as a target group's", ""),
            key("attributes", "as a target group's", ""),
            key("port", "as a target group's", "")),
    /** A target group. */
    TARGET_GROUP(
            "A target group",
            key("targets", "texts", "Each `HOST:PORT`, a name, an address or an instance id; or the ARN of a function"),
            key("protocol", "`HTTP`, `HTTPS`, `TCP`, `TLS`", "Default: `HTTP`, of a network load balancer `TCP`"),
            key("version", "`HTTP1`, `HTTP2`, `GRPC`", "Default: `HTTP1`"),
            key("type", "`ip`, `instance`, `lambda`, `alb`", "Default: what the first target looks like"),
            key("healthCheck", "path, or a [health check](#a-health-check)", ""),
            key("stickiness", "time", "How long a client stays with its target"),
            key("attributes", "by AWS's key: text", ""),
            key("port", "number", "Of targets that name none: `HOST`")),
    /** A health check. */
    HEALTH_CHECK(
            "A health check",
            key("path", "text", "Default: `/`"),
            key("interval", "time", "Default: 5s"),
            key("timeout", "time", "Default: 2s"),
            key("healthy", "number", "Good answers in a row. Default: 2"),
            key("unhealthy", "number", "Bad answers in a row. Default: 2"),
            key("codes", "text", "Default: `200` with a path, otherwise `200-499`"),
            key("port", "text", "Default: the target's"),
            key("protocol", "`HTTP`, `HTTPS`, `TCP`", "")),
    /** A redirect. */
    REDIRECT(
            "A redirect",
            key("status", "`301`, `302`", "Default: `302`"),
            key("protocol", "`HTTP`, `HTTPS`", "What is not said stays as it was asked for"),
            key("host", "text", ""),
            key("port", "text", ""),
            key("path", "text", "May hold `#{path}` and the like"),
            key("query", "text", "")),
    /** A fixed answer. */
    ANSWER(
            "An answer",
            key("status", "number", "Default: 200"),
            key("type", "text", "The content type. Default: `text/plain`"),
            key("body", "text", "")),
    /** A REST API. */
    API(
            "An API",
            key("stage", "text", "What it is deployed to. Has to be there"),
            key("endpoint", "`EDGE`, `REGIONAL`, `PRIVATE`", "Default: `EDGE`, as AWS has it"),
            key("binaryMediaTypes", "texts", ""),
            key("variables", "by name: text", "Of the stage"),
            key("tags", "by key: text", ""),
            key("routes", "by `METHOD /path`: load balancer, or a [route](#a-route)", "At least one"),
            key("authorizers", "by name: [authorizer](#an-authorizer)", "For routes that name them"),
            key("plans", "by name: [usage plan](#a-usage-plan)", "Of the stage"),
            key("gatewayResponses", "by type: status, or a [gateway response](#a-gateway-response)", ""),
            key("settings", "[settings](#settings-of-a-stage)", "Of the stage and its methods"),
            key("models", "by name: JSON schema", "Text, or keys; for routes that name them")),
    /** Who decides on callers. */
    AUTHORIZER(
            "An authorizer",
            key("token", "ARN", "A function that is asked about a token. One of these three"),
            key("request", "ARN", "A function that is asked about a request"),
            key("userPools", "ARNs", "Of Cognito"),
            key("by", "texts", "What it decides by. Default, but for `request`: `method.request.header.Authorization`"),
            key("ttl", "time", "How long decisions are kept. Default: 5m"),
            key("validation", "text", "What tokens have to look like, a regular expression")),
    /** A usage plan. */
    PLAN(
            "A usage plan",
            key("keys", "by name: text", "API keys, at least 20 characters each"),
            key("rate", "number", "Requests a second, of each key"),
            key("burst", "number", "How many at once"),
            key("quota", "number", "Requests a period"),
            key("period", "`DAY`, `WEEK`, `MONTH`", "With `quota`")),
    /** What an API answers to a failure. */
    GATEWAY_RESPONSE(
            "A gateway response",
            key("status", "number", "Default: AWS's, as of all of these"),
            key("headers", "by name: text", "`'text'` or `method.request.header.name`"),
            key("body", "text", "A template: `{\"message\": $context.error.messageString}`")),
    /** Settings of a stage. */
    SETTINGS(
            "Settings of a stage",
            key("rate", "number", "Requests a second, of each method"),
            key("burst", "number", "How many at once"),
            key("cache", "time", "How long answers to `GET` are kept. Default: they are not"),
            key("logging", "`OFF`, `ERROR`, `INFO`", "The execution log. Default: `OFF`"),
            key("dataTrace", "`true`, `false`", "Whether it has whole requests and answers. Default: `false`"),
            key("metrics", "`true`, `false`", "Whether each method is counted. Default: `false`"),
            key(
                    "methods",
                    "by `METHOD /path`: [settings](#settings-of-a-method)",
                    "What is otherwise for single routes"),
            key("accessLog", "format, or an [access log](#an-access-log)", "Default: there is none"),
            key("canary", "[canary](#a-canary)", "Default: there is none")),
    /** Settings of a method of a stage. */
    METHOD_SETTINGS(
            "Settings of a method",
            key("rate", "number", "Of these six, what is not said is as it is for all methods"),
            key("burst", "number", ""),
            key("cache", "time", "`0s`: answers are not kept"),
            key("logging", "`OFF`, `ERROR`, `INFO`", ""),
            key("dataTrace", "`true`, `false`", ""),
            key("metrics", "`true`, `false`", "")),
    /** An access log of a stage. */
    ACCESS_LOG(
            "An access log",
            key("format", "text", "A line: `$context.requestId $context.status`. Has to be there"),
            key("destination", "ARN", "Of a log group. Default: one that nobody has to create")),
    /** A part of a stage's requests. */
    CANARY(
            "A canary",
            key("percent", "number", "How many of a hundred requests. Has to be there"),
            key("variables", "by name: text", "What they see instead of the stage's variables"),
            key("cache", "`true`, `false`", "Whether they share the stage's cache. Default: `false`")),
    /** A route. */
    ROUTE(
            "A route",
            key("to", "load balancer, or `NAME:PORT`", "Default port: 80, or that of the only listener"),
            key("through", "link", "Default: the only one"),
            key("path", "text", "What is asked for there, parameters in braces. Default: the same path"),
            key("url", "text", "Instead of `to`: a server that is reached without a link"),
            key("function", "ARN", "Instead of `to`: a Lambda function"),
            key("answer", "status, or an [answer](#an-answer)", "Instead of `to`: asks nobody"),
            key("timeout", "time", "Default: 29s"),
            key("authorization", "`NONE`, `AWS_IAM`", "Default: `NONE`"),
            key("apiKey", "`true`, `false`", "Whether one is required. Default: `false`"),
            key("headers", "by name: text", "Sent on: `'text'` or `method.request.header.name`"),
            key("authorizer", "text", "One of the API's, instead of `authorization`"),
            key("scopes", "texts", "With user pools: one of them is needed"),
            key("body", "text", "The model of the API that bodies of JSON have to be like"),
            key("needs", "texts", "What requests have to have: `header.NAME`, `querystring.NAME`"),
            key(
                    "request",
                    "template, or a [mapped request](#a-mapped-request)",
                    "What is sent on. With this or `responses` nothing passes by itself"),
            key(
                    "responses",
                    "by status: template, or a [mapped response](#a-mapped-response)",
                    "What clients get. Default: `200` for all. Without `to` and the like they are the answer")),
    /** What is sent on of a request. */
    MAPPED_REQUEST(
            "A mapped request",
            key("body", "template, or by content type: template", "One template is for `application/json`"),
            key("query", "by name: text", "`'text'` or `method.request.querystring.name`"),
            key(
                    "passthrough",
                    "`WHEN_NO_MATCH`, `WHEN_NO_TEMPLATES`, `NEVER`",
                    "Whether bodies of other types pass. Default: `WHEN_NO_MATCH`")),
    /** What a client gets. */
    MAPPED_RESPONSE(
            "A mapped response",
            key(
                    "when",
                    "text",
                    "For which statuses of a server, or errors of a function, a regular expression. Default: all others"),
            key("body", "template, or by content type: template", "Default: what was answered"),
            key("headers", "by name: text", "`'text'` or `integration.response.header.name`"));

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // nobody can change it
    private final List<Key> keys;

    Part(String title, Key... keys) {
        this.title = title;
        this.keys = List.of(keys);
    }

    /**
     * A key.
     *
     * @param form what its value is
     * @param about what it says; may be empty
     */
    public record Key(String name, String form, String about) {}

    private static Key key(String name, String form, String about) {
        return new Key(name, form, about);
    }

    /** What it is called. */
    public String title() {
        return title;
    }

    List<String> names() {
        return keys.stream().map(Key::name).toList();
    }

    /** All of them as a page's tables, in Markdown. */
    public static String tables() {
        StringBuilder text = new StringBuilder();
        Stream.of(values()).forEach(part -> {
            text.append("### ").append(part.title).append("\n\n| key | value | |\n|---|---|---|\n");
            part.keys.forEach(key -> text.append("| `")
                    .append(key.name)
                    .append("` | ")
                    .append(key.form)
                    .append(" | ")
                    .append(key.about)
                    .append(" |\n"));
            text.append('\n');
        });
        return text.toString();
    }
}
