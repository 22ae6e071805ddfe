package io.underpass.gateway.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTrieTest {

    private static final String PROXY = "GET /{proxy+}";
    private static final String MIXED = "POST /test;ANY /test/any;OPTIONS /{proxy+}";
    private static final String PARTS = "GET /part1;GET /part1/hardcoded-value;GET /{param+}";
    private static final String SHOP =
            "GET /;GET /orders;GET /orders/{id};GET /orders/{id}/items;GET /orders/new;POST /orders/{id};GET /{any}/items/x";

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "R01 | GET /existing | GET /random | -",
                "R04 | " + MIXED + " | OPTIONS /test | OPTIONS /{proxy+} test",
                "R04b | " + MIXED + " | POST /test | POST /test",
                "R04c | " + MIXED + " | GET /test | -",
                "R06 | " + MIXED + " | OPTIONS /test/any | ANY /test/any",
                "R07 | " + PARTS + " | GET /part1/random-value | GET /{param+} part1/random-value",
                "R08 | " + PARTS + " | GET /part1 | GET /part1",
                "R08b | " + PARTS + " | GET /part1/hardcoded-value | GET /part1/hardcoded-value",
                "R09 | " + PROXY + " | GET / | -",
                "R09b | " + PROXY + " | GET // | -",
                "R10 | " + PROXY + " | GET /proxy-value/ | GET /{proxy+} proxy-value",
                "R11 | " + PROXY + " | GET /a//b | GET /{proxy+} a//b",
                "R12 | " + PROXY + " | GET //proxy-value | GET /{proxy+} proxy-value",
                "R12b | GET /hardcoded | GET //hardcoded | GET /hardcoded",
                "R15 | " + PROXY
                        + " | GET /u/test%2Balias@x/test+alias@x | GET /{proxy+} u/test%2Balias@x/test+alias@x",
                "R17 | GET /existing | HEAD /existing | -",
                "verb beats ANY | ANY /a;GET /a | GET /a | GET /a",
                "ANY for the rest | ANY /a;GET /a | PUT /a | ANY /a",
                "ANY has HEAD | ANY /a | HEAD /a | ANY /a",
                "ANY is not all | ANY /a | TRACE /a | -",
                "verbs have case | GET /a | get /a | -",
                "paths have case | GET /a | GET /A | -",
                "one slash at the end | GET /a | GET /a/ | GET /a",
                "not two | GET /a | GET /a// | -",
                "root | " + SHOP + " | GET / | GET /",
                "literal first | " + SHOP + " | GET /orders/new | GET /orders/new",
                "then param | " + SHOP + " | GET /orders/7 | GET /orders/{id} 7",
                "verb sends on | " + SHOP + " | POST /orders/new | POST /orders/{id} new",
                "back out of a literal | " + SHOP + " | GET /orders/items/x | GET /{any}/items/x orders",
                "too deep | " + SHOP + " | GET /orders/7/items/8 | -",
                "no empty param | " + SHOP + " | GET /orders//items | -",
                "encoded literal | GET /orders | GET /%6Frders | GET /orders",
                "slash stays encoded | GET /a/b | GET /a%2Fb | -",
                "two params | GET /{a}/x/{b} | GET /1/x/2 | GET /{a}/x/{b} 1 2",
                "param then greedy | ANY /{a}/{proxy+} | GET /1/2/3 | ANY /{a}/{proxy+} 1 2/3",
                "greedy needs a segment | ANY /api/{proxy+} | GET /api/ | -",
            })
    void matchesAsAwsDoes(String name, String routes, String request, String expected) {
        assertThat(find(trie(routes), request)).as(name).isEqualTo(expected);
    }

    @Test
    void agreesWithABruteForceMatcher() {
        java.util.Random random = new java.util.Random(20260101);
        for (int round = 0; round < 400; round++) {
            List<Route> routes = RandomRoutes.draw(random);
            RouteTrie trie = RouteTrie.of(routes);
            for (int i = 0; i < 60; i++) {
                String verb = RandomRoutes.verb(random);
                String path = RandomRoutes.requestPath(random);
                assertThat(text(trie.find(verb, path)))
                        .as("%s %s among %s", verb, path, routes)
                        .isEqualTo(text(BruteForceMatcher.find(routes, verb, path)));
            }
        }
    }

    @Test
    void findsEachOfAHundredThousandRoutes() {
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            routes.add(route(i, "GET", "/group" + i % 100 + "/item" + i + "/{id}"));
        }
        RouteTrie trie = RouteTrie.of(routes);
        for (int i = 0; i < routes.size(); i++) {
            RouteMatch match =
                    trie.find("GET", "/group" + i % 100 + "/item" + i + "/x").orElseThrow();
            assertThat(match.route().index()).isEqualTo(i);
        }
    }

    private static String find(RouteTrie trie, String request) {
        String[] verbAndPath = request.split(" ");
        return text(trie.find(verbAndPath[0], verbAndPath[1]));
    }

    private static String text(Optional<RouteMatch> match) {
        return match.map(found -> (found.route().httpMethod()
                                + ' '
                                + found.route().path()
                                + ' '
                                + String.join(" ", found.values()))
                        .strip())
                .orElse("-");
    }

    private static RouteTrie trie(String routes) {
        List<Route> list = new ArrayList<>();
        for (String route : routes.split(";")) {
            String[] verbAndPath = route.split(" ");
            list.add(route(list.size(), verbAndPath[0], verbAndPath[1]));
        }
        return RouteTrie.of(list);
    }

    private static Route route(int index, String verb, String path) {
        return new Route(index, "r" + index, path, verb, PathParameters.namesIn(path));
    }
}
