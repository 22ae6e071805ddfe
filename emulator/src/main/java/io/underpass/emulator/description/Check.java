package io.underpass.emulator.description;

import io.underpass.wire.HostAndPort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what in a description cannot be meant, before anything is made of it: what does not fit together. What AWS refuses
 * is found out by its operations.
 *
 * <p>Threads: confined to one thread.
 */
public final class Check {

    private static final Pattern METHOD = Pattern.compile("GET|PUT|POST|DELETE|PATCH|OPTIONS|HEAD|ANY");
    private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9_.:/=+@ -]{1,128}");
    private static final Pattern PLACE = Pattern.compile("[^/:]+/.+");
    private static final int MAX_PORT = 65535;

    private final Description description;
    private final List<Mistake> mistakes = new ArrayList<>();

    private Check(Description description) {
        this.description = description;
    }

    /** Everything that is wrong with {@code description}, in its order. */
    public static List<Mistake> of(Description description) {
        Check check = new Check(description);
        check.all();
        return List.copyOf(check.mistakes);
    }

    private void all() {
        if (!OWNER.matcher(description.name()).matches()) {
            add("name", "'" + description.name() + "' is no name: up to 128 letters, digits, spaces and _.:/=+@-");
        }
        unique("links", description.links().stream().map(Link::name));
        unique("trustStores", description.trustStores().stream().map(TrustStore::name));
        description
                .trustStores()
                .forEach(store -> Stream.concat(Stream.of(store.bundle()), store.revocations().stream())
                        .filter(place -> !PLACE.matcher(place).matches())
                        .forEach(place ->
                                add(Paths.trustStore(store.name()), "'" + place + "' is no file: BUCKET/KEY")));
        unique("loadBalancers", description.loadBalancers().stream().map(LoadBalancer::name));
        unique("apis", description.apis().stream().map(Api::name));
        description.loadBalancers().forEach(this::loadBalancer);
        description.apis().forEach(this::api);
        mistakes.addAll(PlanCheck.of(description.apis()));
    }

    private void add(String path, String message) {
        mistakes.add(new Mistake(path, message));
    }

    private void unique(String path, Stream<String> names) {
        Set<String> seen = new HashSet<>();
        names.filter(name -> !seen.add(name))
                .forEach(name -> add(path + '.' + name, "'" + name + "' is described twice"));
    }

    private void loadBalancer(LoadBalancer loadBalancer) {
        String path = Paths.loadBalancer(loadBalancer);
        unique(path + ".targetGroups", loadBalancer.targetGroups().stream().map(TargetGroup::name));
        unique(
                path + ".listeners",
                loadBalancer.listeners().stream().map(listener -> Integer.toString(listener.port())));
        loadBalancer.targetGroups().forEach(group -> targets(Paths.targetGroup(loadBalancer, group.name()), group));
        if (loadBalancer.listeners().isEmpty()) {
            add(path, "has no listener, so that nothing reaches it");
        }
        for (Listener listener : loadBalancer.listeners()) {
            if (listener.port() < 1 || listener.port() > MAX_PORT) {
                add(Paths.listener(loadBalancer, listener), listener.port() + " is no port: 1 to " + MAX_PORT);
            }
            List<String> stores =
                    description.trustStores().stream().map(TrustStore::name).toList();
            listener.security()
                    .trustStore()
                    .filter(name -> !name.startsWith("arn:") && !stores.contains(name))
                    .ifPresent(name -> add(
                            Paths.listener(loadBalancer, listener),
                            "there is no trust store '" + name + "'" + Nearest.among(name, stores)));
            for (int i = 0; i < listener.rules().size(); i++) {
                rule(Paths.rule(loadBalancer, listener, i), listener.rules().get(i));
            }
        }
        Paths.actions(loadBalancer).forEach(this::authentication);
        Paths.actions(loadBalancer)
                .forEach((where, action) -> action.forwarded().forEach(share -> share(where, share, loadBalancer)));
    }

    private void rule(String path, Rule rule) {
        boolean conditions = !rule.paths().isEmpty()
                || !rule.hosts().isEmpty()
                || !rule.methods().isEmpty()
                || !rule.headers().isEmpty()
                || !rule.query().isEmpty()
                || !rule.sourceIps().isEmpty();
        if (!conditions) {
            add(path, "has no condition; what is done with all other requests is said by 'otherwise'");
        }
        if (rule.action().isEmpty()) {
            add(path, "does nothing; it needs one of forward, redirect and fixed");
        }
    }

    private void authentication(String path, Action action) {
        if (!(action instanceof Action.Behind behind)) {
            return;
        }
        if (behind.then() instanceof Action.Behind) {
            add(path, "is behind two authentications; there can be one");
        }
        if (behind.authentication() instanceof Authentication.Oidc oidc) {
            missing(path, "issuer", oidc.issuer());
            missing(path, "authorizationEndpoint", oidc.authorizationEndpoint());
            missing(path, "tokenEndpoint", oidc.tokenEndpoint());
            missing(path, "userInfoEndpoint", oidc.userInfoEndpoint());
            missing(path, "clientId", oidc.clientId());
            missing(path, "clientSecret", oidc.clientSecret());
        } else if (behind.authentication() instanceof Authentication.Cognito cognito) {
            missing(path, "userPool", cognito.userPool());
            missing(path, "clientId", cognito.clientId());
            missing(path, "domain", cognito.domain());
        } else if (behind.authentication() instanceof Authentication.Jwt jwt) {
            missing(path, "issuer", jwt.issuer());
            missing(path, "jwks", jwt.jwks());
        }
    }

    private void missing(String path, String key, String value) {
        if (value.isEmpty()) {
            add(path, "asks who somebody is, but " + key + " is missing");
        }
    }

    private void share(String path, Action.Share share, LoadBalancer loadBalancer) {
        if (!share.byName()) {
            targets(path, share.group());
            return;
        }
        List<String> known =
                loadBalancer.targetGroups().stream().map(TargetGroup::name).toList();
        if (!known.contains(share.group().name())) {
            add(
                    path,
                    "'" + loadBalancer.name() + "' has no target group '"
                            + share.group().name() + "'"
                            + Nearest.among(share.group().name(), known));
        }
    }

    private void targets(String path, TargetGroup group) {
        for (String target : group.targets()) {
            boolean address = HostAndPort.parse(target)
                    .filter(found -> found.port().isPresent() || group.port().isPresent())
                    .isPresent();
            if (!target.startsWith("arn:") && !address) {
                add(
                        path,
                        "'" + target + "' is no target: HOST:PORT, for instance 127.0.0.1:8081"
                                + (group.port().isPresent() ? "" : "; or HOST alone where the group has a port"));
            }
        }
    }

    private void api(Api api) {
        unique(Paths.api(api) + ".routes", api.routes().stream().map(route -> route.method() + ' ' + route.path()));
        if (api.routes().isEmpty()) {
            add(Paths.api(api), "has no route, so that it cannot be deployed");
        }
        api.routes().forEach(route -> route(Paths.route(api, route), route));
        List<String> authorizers =
                api.authorizers().stream().map(Authorizer::name).toList();
        unique(Paths.api(api) + ".authorizers", authorizers.stream());
        unique(Paths.api(api) + ".plans", api.plans().stream().map(Plan::name));
        settings(Paths.api(api) + ".settings", api);
        for (Authorizer authorizer : api.authorizers()) {
            if (authorizer.arns().isEmpty()) {
                add(
                        Paths.api(api) + ".authorizers." + authorizer.name(),
                        "asks nobody: it needs one of token, request and userPools");
            }
        }
        for (Route route : api.routes()) {
            List<String> models = List.copyOf(api.models().keySet());
            route.body()
                    .filter(name -> !models.contains(name))
                    .ifPresent(name -> add(
                            Paths.route(api, route),
                            "the API has no model '" + name + "'" + Nearest.among(name, models)));
            route.needs().stream()
                    .filter(name -> !name.matches("(header|querystring)\\..+"))
                    .forEach(name -> add(
                            Paths.route(api, route),
                            "needs '" + name + "', which is neither header.NAME nor querystring.NAME"));
            route.authorizer()
                    .filter(name -> !authorizers.contains(name))
                    .ifPresent(name -> add(
                            Paths.route(api, route),
                            "the API has no authorizer '" + name + "'" + Nearest.among(name, authorizers)));
        }
    }

    private void settings(String path, Api api) {
        List<String> routes = api.routes().stream()
                .map(route -> route.method() + ' ' + route.path())
                .toList();
        api.settings().methods().keySet().stream()
                .filter(name -> !routes.contains(name))
                .forEach(name -> add(
                        path + ".methods." + name,
                        "the API has no route '" + name + "'" + Nearest.among(name, routes)));
        api.settings()
                .canary()
                .filter(canary -> canary.percent() < 0 || canary.percent() > 100)
                .ifPresent(canary -> add(path + ".canary", canary.percent() + " is no number from 0 to 100"));
    }

    private void route(String path, Route route) {
        if (!METHOD.matcher(route.method()).matches() || !route.path().startsWith("/")) {
            add(path, "is no route: a method or ANY, a space and a path, for instance 'ANY /orders/{proxy+}'");
        } else if (route.path().length() > 1 && route.path().endsWith("/")) {
            add(path, "ends with '/', which no resource of an API does");
        }
        long ways = Stream.of(route.to(), route.url(), route.function(), route.answer())
                .filter(Optional::isPresent)
                .count();
        boolean answersByItself = ways == 0 && !route.responses().isEmpty();
        if (ways != 1 && !answersByItself) {
            add(
                    path,
                    "has to lead somewhere: to exactly one of a load balancer (to), a server (url), a function and an answer");
        }
        route.to().ifPresent(name -> destination(path, route, name));
        mapped(path, route);
        if (answersByItself) {
            sentNowhere(path, route);
        }
        if (route.to().isEmpty() && route.through().isPresent()) {
            add(path, "goes through a link, but to no load balancer");
        }
        String uri = route.uriPath().or(route::url).orElse("");
        Set<String> known = RouteMembers.parameters(route.path());
        RouteMembers.parameters(uri).stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> add(path, "asks for '{" + name + "}', which its own path does not have"));
    }

    /** What a request would get on its way, where it goes no way. */
    private void sentNowhere(String path, Route route) {
        String problem = "has no effect, as nothing is sent on: the route leads nowhere, its responses are the answer";
        if (!route.headers().isEmpty()) {
            add(path + ".headers", problem);
        }
        route.request()
                .filter(request -> !request.query().isEmpty())
                .ifPresent(request -> add(path + ".request.query", problem));
    }

    private void mapped(String path, Route route) {
        if (route.answer().isPresent() && route.isMapped()) {
            add(path, "has an answer of its own, so that there is nothing to map; responses alone are answers as well");
        }
        unique(path + ".responses", route.responses().stream().map(response -> Integer.toString(response.status())));
        List<Integer> forAll = route.responses().stream()
                .filter(response -> response.when().isEmpty())
                .map(MappedResponse::status)
                .toList();
        if (forAll.size() > 1) {
            add(
                    path + ".responses." + forAll.get(1),
                    "says no more than that of " + forAll.get(0) + " for which answers it is; 'when' tells them apart");
        }
    }

    private void destination(String path, Route route, String name) {
        Optional<LoadBalancer> found = description.loadBalancers().stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            List<String> known =
                    description.loadBalancers().stream().map(LoadBalancer::name).toList();
            add(path, "there is no load balancer '" + name + "'" + Nearest.among(name, known));
        } else if (Ways.listener(found.get(), route).isEmpty()
                && !found.get().listeners().isEmpty()) {
            String ports = found.get().listeners().stream()
                    .map(listener -> Integer.toString(listener.port()))
                    .collect(Collectors.joining(", "));
            add(
                    path,
                    route.port().isPresent()
                            ? "'" + name + "' has no listener on port "
                                    + route.port().getAsInt() + "; it has " + ports
                            : "'" + name + "' has several listeners, none on port 80: name one of " + ports);
        }
        List<String> links = description.links().stream().map(Link::name).toList();
        route.through()
                .filter(link -> !links.contains(link))
                .ifPresent(link -> add(path, "there is no link '" + link + "'" + Nearest.among(link, links)));
        if (route.through().isEmpty() && links.size() > 1) {
            add(path, "does not say through which of the links it goes: " + String.join(", ", links));
        }
    }
}
