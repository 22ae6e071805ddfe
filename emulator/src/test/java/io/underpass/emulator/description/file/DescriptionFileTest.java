package io.underpass.emulator.description.file;

import static io.underpass.emulator.description.Action.fixed;
import static io.underpass.emulator.description.Authentication.cognito;
import static io.underpass.emulator.description.Authentication.jwt;
import static io.underpass.emulator.description.Authentication.oidc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.underpass.emulator.description.Action;
import io.underpass.emulator.description.Authentication.Session;
import io.underpass.emulator.description.Authorizer;
import io.underpass.emulator.description.Description;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptionFileTest {

    private static final String SHOP = """
            links:
              private:
                subnets: [subnet-1, subnet-2]
                securityGroups: sg-1
            loadBalancers:
              orders:
                scheme: internet-facing
                attributes:
                  idle_timeout.timeout_seconds: 30
                targetGroups:
                  blue:
                    targets: [127.0.0.1:8081, "127.0.0.1:8082"]
                    healthCheck: /health
                    stickiness: 1h
                  green:
                    targets: orders-green:8080
                    version: grpc
                    healthCheck: {interval: 10s, timeout: 3s, codes: "0"}
                listeners:
                  80:
                    rules:
                      - path: [/orders/*, /carts/*]
                        host: "*.example.com"
                        method: GET
                        header: {x-plan: [gold, silver]}
                        query: {version: 2, "": any}
                        sourceIp: 10.0.0.0/8
                        rewritePath: {regex: "^/orders", replace: ""}
                        forward:
                          groups: {blue: 9, green: 1}
                          groupStickiness: 5m
                      - path: /one
                        forward: 127.0.0.1:9000
                      - path: /old
                        redirect: {status: 301, path: /new}
                    otherwise:
                      fixed: {status: 404, type: text/plain, body: nothing here}
            apis:
              shop:
                stage: test
                endpoint: regional
                variables: {a: b}
                routes:
                  ANY /orders/{proxy+}: orders
                  GET /direct:
                    url: http://127.0.0.1:1/x
                    timeout: 2s
                  POST /signed:
                    to: orders:80
                    through: private
                    path: /elsewhere
                    authorization: AWS_IAM
                    apiKey: true
                    headers: {x-a: "'b'"}
                  GET /: {answer: 204}
            """;

    @Test
    void aFileSaysWhatJavaSays() {
        Description inJava = Description.of("shop")
                .link("private", l -> l.subnets("subnet-1", "subnet-2").securityGroups("sg-1"))
                .loadBalancer(
                        "orders",
                        lb -> lb.internetFacing()
                                .attribute("idle_timeout.timeout_seconds", "30")
                                .targetGroup(
                                        "blue",
                                        g -> g.targets("127.0.0.1:8081", "127.0.0.1:8082")
                                                .healthCheck("/health")
                                                .sticky(Duration.ofHours(1)))
                                .targetGroup(
                                        "green",
                                        g -> g.target("orders-green:8080")
                                                .version("GRPC")
                                                .healthCheck(check -> check.every(
                                                                Duration.ofSeconds(10), Duration.ofSeconds(3))
                                                        .codes("0")))
                                .listener(
                                        80,
                                        l -> l.rule(
                                                        "/orders/*",
                                                        r -> r.path("/carts/*")
                                                                .host("*.example.com")
                                                                .method("GET")
                                                                .header("x-plan", "gold", "silver")
                                                                .query("version", "2")
                                                                .query("", "any")
                                                                .sourceIp("10.0.0.0/8")
                                                                .rewritePath("^/orders", "")
                                                                .action(Action.forwardToGroup("blue", 9)
                                                                        .andToGroup("green", 1)
                                                                        .sticky(Duration.ofMinutes(5))))
                                                .rule("/one", r -> r.forwardTo("127.0.0.1:9000"))
                                                .rule(
                                                        "/old",
                                                        r -> r.redirect(to ->
                                                                to.permanent().path("/new")))
                                                .otherwise(fixed(404, "text/plain", "nothing here"))))
                .api(
                        "shop",
                        "test",
                        api -> api.endpoint("REGIONAL")
                                .variable("a", "b")
                                .route("ANY /orders/{proxy+}", r -> r.to("orders"))
                                .route(
                                        "GET /direct",
                                        r -> r.url("http://127.0.0.1:1/x").timeout(Duration.ofSeconds(2)))
                                .route(
                                        "POST /signed",
                                        r -> r.through("private")
                                                .to("orders", 80)
                                                .path("/elsewhere")
                                                .signed()
                                                .withApiKey()
                                                .header("x-a", "'b'"))
                                .route("GET /", r -> r.answer(204, "text/plain", "")));

        assertThat(DescriptionFile.parse("some/shop.yaml", SHOP).description()).isEqualTo(inJava);
    }

    @Test
    void aFileSaysWhoMayCallAsJavaDoes() {
        String function = "arn:aws:lambda:us-east-1:000000000000:function:judge";
        Description inJava = Description.of("parts")
                .loadBalancer(
                        "guarded",
                        lb -> lb.tag("underpass:port", "8443")
                                .targetGroup("plain", g -> g.targets("10.0.0.1").port(8080))
                                .listener(
                                        443,
                                        l -> l.https("orders.example.com")
                                                .security(tls -> tls.policy("p").verifyClients("arn:store"))
                                                .tag("a", "b")
                                                .rule(
                                                        "/people/*",
                                                        r -> r.forwardToGroup("plain")
                                                                .behind(oidc("https://idp")
                                                                        .endpoints(
                                                                                "https://a", "https://t", "https://u")
                                                                        .client("c", "s")
                                                                        .session(Session.DEFAULT
                                                                                .scope("openid email")
                                                                                .cookie("Who")
                                                                                .timeout(Duration.ofHours(1))
                                                                                .unauthenticated("deny")
                                                                                .parameter("prompt", "login"))))
                                                .rule(
                                                        "/pool/*",
                                                        r -> r.fixed(204).behind(cognito("arn:pool", "c", "shop")))
                                                .otherwise(fixed(200)
                                                        .behind(jwt("https://idp", "https://idp/jwks")
                                                                .claim("sub", "jane")
                                                                .claim("scope", "space-separated-values", "x", "y")))))
                .api(
                        "metered",
                        "test",
                        api -> api.route(
                                        "GET /",
                                        r -> r.answer(204, "text/plain", "").authorizer("pools", "orders/read"))
                                .authorizers(
                                        Authorizer.token("tokens", function)
                                                .by("method.request.header.X")
                                                .keptFor(Duration.ofMinutes(1))
                                                .validation("^Bearer"),
                                        Authorizer.request("requests", function),
                                        Authorizer.userPools("pools", "arn:pool"))
                                .plan(
                                        "basic",
                                        plan -> plan.key("k", "v")
                                                .throttle(10, 5)
                                                .quota(100, "DAY"))
                                .gatewayResponse("DEFAULT_5XX", r -> r.status(503))
                                .gatewayResponse(
                                        "UNAUTHORIZED",
                                        r -> r.header("x", "'y'").body("{}"))
                                .route(
                                        "POST /",
                                        r -> r.answer(204, "text/plain", "")
                                                .body("Order")
                                                .needs("header.x-shop", "querystring.page"))
                                .model("Order", "{\"type\":\"object\",\"required\":[\"id\"],\"maxProperties\":5}")
                                .settings(all -> all.throttle(7, 3)
                                        .cache(Duration.ofMinutes(5))
                                        .logging("INFO")
                                        .tracingData()
                                        .countingMethods()));

        assertThat(DescriptionFile.parse("parts.yaml", """
                        loadBalancers:
                          guarded:
                            tags: {underpass:port: 8443}
                            targetGroups:
                              plain: {targets: 10.0.0.1, port: 8080}
                            listeners:
                              443:
                                protocol: HTTPS
                                certificates: orders.example.com
                                policy: p
                                clients: verify
                                trustStore: arn:store
                                tags: {a: b}
                                rules:
                                  - path: /people/*
                                    oidc:
                                      issuer: https://idp
                                      authorizationEndpoint: https://a
                                      tokenEndpoint: https://t
                                      userInfoEndpoint: https://u
                                      clientId: c
                                      clientSecret: s
                                      scope: openid email
                                      cookie: Who
                                      timeout: 1h
                                      unauthenticated: deny
                                      parameters: {prompt: login}
                                    forward: {group: plain}
                                  - path: /pool/*
                                    cognito: {userPool: "arn:pool", clientId: c, domain: shop}
                                    fixed: 204
                                otherwise:
                                  jwt:
                                    issuer: https://idp
                                    jwks: https://idp/jwks
                                    claims:
                                      sub: jane
                                      scope: {format: space-separated-values, values: [x, y]}
                                  fixed: 200
                        apis:
                          metered:
                            stage: test
                            routes:
                              GET /: {answer: 204, authorizer: pools, scopes: orders/read}
                              POST /: {answer: 204, body: Order, needs: [header.x-shop, querystring.page]}
                            models:
                              Order: {type: object, required: [id], maxProperties: 5}
                            authorizers:
                              tokens: {token: FUNCTION, by: method.request.header.X, ttl: 1m, validation: ^Bearer}
                              requests: {request: FUNCTION}
                              pools: {userPools: "arn:pool"}
                            plans:
                              basic: {keys: {k: v}, rate: 10, burst: 5, quota: 100, period: day}
                            gatewayResponses:
                              DEFAULT_5XX: 503
                              UNAUTHORIZED: {headers: {x: "'y'"}, body: "{}"}
                            settings: {rate: 7, burst: 3, cache: 5m, logging: info, dataTrace: true, metrics: true}
                        """.replace("FUNCTION", "'" + function + "'"))
                        .description())
                .isEqualTo(inJava);
    }

    @Test
    void aLoadBalancerMayBeNothingButItsTargets() {
        assertThat(DescriptionFile.parse("a.yaml", "loadBalancers: {a: 'x:1', b: ['y:1', 'y:2']}")
                        .description())
                .isEqualTo(Description.of("a").loadBalancer("a", "x:1").loadBalancer("b", "y:1", "y:2"));
    }

    @Test
    void jsonIsReadAsWell() {
        String json = """
                {
                \t"name": "json",
                \t"loadBalancers": {"a": {"listeners": {"80": {"otherwise": {"fixed": 204}}}}}
                }
                """;

        assertThat(DescriptionFile.parse("x.json", json).description())
                .isEqualTo(Description.of("json")
                        .loadBalancer("a", lb -> lb.listener(80, l -> l.otherwise(fixed(204)))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {loadbalancers: {}}                                              | 1:2: the file has no key 'loadbalancers'; did you mean 'loadBalancers'?
            {apis: {a: {routes: {}}}}                                        | 1:9: apis.a: stage is missing
            {loadBalancers: {a: {listeners: {99999: {}}}}}                   | 1:34: loadBalancers.a.listeners.99999: 99999 is no port
            {loadBalancers: {a: {listeners: {http: {}}}}}                    | 1:34: loadBalancers.a.listeners.http: 'http' is no port
            {loadBalancers: {a: {listeners: {80: {otherwise: {fixed: no}}}}}} | 1:58: loadBalancers.a.listeners.80.otherwise.fixed: there should be a number, not 'no'
            {loadBalancers: {a: {listeners: {80: {rules: x}}}}}              | 1:46: loadBalancers.a.listeners.80.rules: there should be a list
            {loadBalancers: {a: {listeners: {80: {rules: [{path: /}]}}}}}    | 1:47: loadBalancers.a.listeners.80.rules[0]: does nothing
            {loadBalancers: {a: {type: gateway, listeners: {80: }}}}         | 1:22: loadBalancers.a.type: 'gateway' is none of application, network
            {apis: {a: {stage: t, routes: {GET /: orders}}}}                 | 1:32: apis.a.routes.GET /: there is no load balancer 'orders'; there is none at all
            {links: {a: , a: }}                                              | 1:15: 'a' stands twice
            {loadBalancers: {a: {listeners: {80: {otherwise: {jwt: {issuer: i}, fixed: 200}}}}}} | 1:51: loadBalancers.a.listeners.80.otherwise.jwt: jwks is missing
            {loadBalancers: {a: {listeners: {80: {otherwise: {jwt: {}, oidc: {}, fixed: 200}}}}}} | 1:39: loadBalancers.a.listeners.80.otherwise: there should be only one of oidc, jwt
            {loadBalancers: {a: {targetGroups: {g: {targets: x}}, listeners: {80: }}}} | 1:37: loadBalancers.a.targetGroups.g: 'x' is no target: HOST:PORT
            {apis: {a: {stage: t, routes: {GET /: {answer: 204, authorizer: x}}}}} | 1:32: apis.a.routes.GET /: the API has no authorizer 'x'
            {apis: {a: {stage: t, authorizers: {x: {ttl: 1m}}}}}             | 1:37: apis.a.authorizers.x: there should be one of token, request and userPools
            {apis: {a: {stage: t, plans: {p: {quota: 5}}}}}                  | 1:31: apis.a.plans.p: there should be both of quota and period
            {apis: {a: {stage: t, settings: {cache: soon}}}}                 | 1:41: apis.a.settings.cache: there should be a time
            {apis: {a: {stage: t, routes: {GET /: {responses: {ok: x}}}}}}   | 1:52: apis.a.routes.GET /.responses.ok: 'ok' is no status
            {apis: {a: {stage: t, routes: {GET /: {responses: {200: {bdy: x}}}}}}} | 1:58: a mapped response has no key 'bdy'; did you mean 'body'?
            {apis: {a: {stage: t, routes: {GET /: {responses: {200: , 201: }}}}}} | 1:59: apis.a.routes.GET /.responses.201: says no more than
            {apis: {a: {stage: t, routes: {GET /: {request: {passthrough: x}}}}}} | 1:50: apis.a.routes.GET /.request.passthrough: 'x' is none of
            {apis: {a: {stage: t, settings: {canary: {}}}}}                  | 1:34: apis.a.settings.canary: percent is missing
            {apis: {a: {stage: t, settings: {accessLog: {}}}}}               | 1:34: apis.a.settings.accessLog: format is missing
            {apis: {a: {stage: t, settings: {methods: {GET /: {}}}}}}        | 1:44: apis.a.settings.methods.GET /: the API has no route 'GET /'
            {trustStores: {s: ca.pem}}                                       | 1:16: trustStores.s: 'ca.pem' is no file: BUCKET/KEY
            {trustStores: {s: {}}}                                           | 1:16: trustStores.s: bundle is missing
            {loadBalancers: {a: {listeners: {443: {protocol: HTTPS, clients: verify, trustStore: s}}}}} | 1:34: loadBalancers.a.listeners.443: there is no trust store 's'
            [1]                                                              | 1:1: there should be keys: name, links, trustStores, loadBalancers, apis, not a list
            {a: [}                                                           | 1:6: this is not valid YAML
            """)
    void aMistakeHasItsPlace(String text, String message) {
        assertThatThrownBy(() -> DescriptionFile.parse("f.yaml", text))
                .isInstanceOf(InvalidFile.class)
                .hasMessageContaining("f.yaml:" + message);
    }

    @Test
    void allMistakesAreFoundInTheOrderOfTheFile() {
        assertThatThrownBy(() -> DescriptionFile.parse("f.yaml", """
                        lnks: {}
                        loadBalancers:
                          a:
                            scheme: outside
                            listeners: {80: {otherwise: {}}}
                        apis:
                          b: {stage: [x]}
                        """))
                .isInstanceOfSatisfying(
                        InvalidFile.class,
                        invalid -> assertThat(invalid.mistakes())
                                .extracting(FileMistake::line)
                                .containsExactly(1, 4, 5, 7));
    }

    @Test
    void openApiDocumentsAreToldFromDescriptions() {
        assertThat(DescriptionFile.isOpenApi("openapi: 3.0.1\npaths: {}\n")).isTrue();
        assertThat(DescriptionFile.isOpenApi("{\"swagger\": \"2.0\"}")).isTrue();
        assertThat(DescriptionFile.isOpenApi(SHOP)).isFalse();
        assertThat(DescriptionFile.isOpenApi("{")).isFalse();
    }
}
