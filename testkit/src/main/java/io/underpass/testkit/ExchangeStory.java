package io.underpass.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One exchange in some lines: the request, then a line for each step it took.
 *
 * <p>Threads: safe, holds nothing.
 */
final class ExchangeStory {

    private static final String LINE = "    %-14s %s";
    private static final double NANOS_PER_MILLI = 1e6;

    private ExchangeStory() {}

    static String of(Exchange exchange, Names names) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + exchange.httpMethod() + " " + exchange.requestTarget() + " -> " + answer(exchange));
        exchange.step("api")
                .ifPresent(api -> line(
                        lines,
                        "api",
                        names.api(api)
                                + exchange.step("stage")
                                        .map(stage -> ", stage " + stage)
                                        .orElse("")));
        exchange.step("resource")
                .ifPresent(resource ->
                        line(lines, "resource", exchange.step("method").orElse("ANY") + " " + resource));
        exchange.step("authorizer").ifPresent(found -> line(lines, "authorizer", found));
        exchange.step("integration").ifPresent(type -> line(lines, "integration", integration(exchange, type, names)));
        exchange.step("loadBalancer")
                .ifPresent(arn -> line(lines, "load balancer", loadBalancer(exchange, arn, names)));
        exchange.step("rule").ifPresent(arn -> line(lines, "rule", names.rule(arn)));
        exchange.nearestRule().ifPresent(near -> line(lines, "nearly", nearest(near, names)));
        exchange.step("fault").ifPresent(fault -> line(lines, "fault", fault));
        exchange.step("targetGroup").ifPresent(arn -> line(lines, "target group", names.inArn(arn)));
        target(exchange, names).ifPresent(target -> line(lines, "target", target));
        exchange.failure().ifPresent(reason -> line(lines, "failed", reason));
        return String.join("\n", lines);
    }

    private static String answer(Exchange exchange) {
        String status = exchange.status() == 0 ? "no answer" : String.valueOf(exchange.status());
        return status
                + String.format(Locale.ROOT, " (%.1f ms)", exchange.duration().toNanos() / NANOS_PER_MILLI);
    }

    private static String integration(Exchange exchange, String type, Names names) {
        String through = exchange.step("link")
                .map(id -> " over the link " + names.link(id))
                .orElse("");
        String function = exchange.step("function").map(arn -> " with " + arn).orElse("");
        return type + through + function;
    }

    private static String loadBalancer(Exchange exchange, String arn, Names names) {
        return names.inArn(arn)
                + exchange.step("listener")
                        .map(listener -> ", listener " + names.listener(listener))
                        .orElse("");
    }

    /** Begins with the rule's ARN, which tells people nothing. */
    private static String nearest(String text, Names names) {
        int arnEnd = text.indexOf(" (priority ");
        return arnEnd < 0 ? text : text.substring(arnEnd + 2).replaceFirst("\\): ", ": ");
    }

    private static Optional<String> target(Exchange exchange, Names names) {
        if (exchange.target().isPresent()) {
            String answered =
                    exchange.targetStatus().map(status -> " answered " + status).orElse(" gave no answer");
            return Optional.of(names.target(exchange.target().get()) + answered);
        }
        return exchange.step("loadBalancer").isPresent() ? Optional.of("none was asked") : Optional.empty();
    }

    private static void line(List<String> lines, String what, String text) {
        lines.add(String.format(Locale.ROOT, LINE, what, text));
    }
}
