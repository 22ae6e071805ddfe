package io.underpass.alb.data;

import io.underpass.alb.compile.AlbSnapshot.ListenerEntry;
import io.underpass.alb.compile.CompiledAction;
import io.underpass.alb.compile.RedirectTemplate;
import io.underpass.wire.Exchange;

/** The redirect action. Threads: safe; a call is confined to the event loop of its exchange. */
final class Redirecting {

    private static final int MAX_LOCATION_BYTES = 8 * 1024;

    private final OwnAnswers answers;
    private final LoadBalancerMetrics metrics;

    Redirecting(OwnAnswers answers, LoadBalancerMetrics metrics) {
        this.answers = answers;
        this.metrics = metrics;
    }

    void redirect(Exchange exchange, ExchangeFacts facts, ListenerEntry at, CompiledAction.Redirect action) {
        String location = action.location(source(facts, at));
        if (location.length() > MAX_LOCATION_BYTES) {
            exchange.trail()
                    .fail(
                            TrailSteps.RULE,
                            "the redirect's Location is " + location.length() + " bytes long; " + MAX_LOCATION_BYTES
                                    + " are allowed");
            metrics.ofListener(at.listener().arn()).count(LoadBalancerMetric.HTTP_REDIRECT_URL_LIMIT_EXCEEDED_COUNT);
            answers.page(exchange, at.listener(), 507);
        } else {
            metrics.ofListener(at.listener().arn()).count(LoadBalancerMetric.HTTP_REDIRECT_COUNT);
            answers.redirect(exchange, at.listener(), action.status(), location);
        }
    }

    private static RedirectTemplate.Source source(ExchangeFacts facts, ListenerEntry at) {
        String host = facts.hostField().isEmpty()
                ? at.loadBalancer().dnsName()
                : facts.hostField().withoutPort();
        String path = facts.path().startsWith("/") ? facts.path().substring(1) : facts.path();
        return new RedirectTemplate.Source(
                at.listener().scheme(), host, at.listener().port(), path, facts.query());
    }
}
