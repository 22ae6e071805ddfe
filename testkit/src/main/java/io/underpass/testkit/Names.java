package io.underpass.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.w3c.dom.Element;

/**
 * What ids and ARNs stand for, asked of the AWS endpoint as long as what they name is there; otherwise they stand for
 * themselves.
 *
 * <p>Threads: blocking; confined to one thread.
 */
final class Names {

    private final ControlCalls aws;
    private final Map<String, FakeTarget> targets = new HashMap<>();
    private final Map<String, FaultProxy> proxies = new HashMap<>();
    private final Map<String, String> known = new HashMap<>();

    Names(ControlCalls aws, Collection<FakeTarget> targets, Collection<FaultProxy> proxies) {
        this.aws = aws;
        targets.forEach(target -> this.targets.put(target.hostAndPort(), target));
        proxies.forEach(proxy -> this.proxies.put(proxy.hostAndPort(), proxy));
    }

    String api(String id) {
        return asked(id, () -> named(aws.apiGateway("GET", "/restapis/" + id, "")));
    }

    String link(String id) {
        return asked(id, () -> named(aws.apiGateway("GET", "/v2/vpclinks/" + id, "")));
    }

    /** {@code orders} of {@code arn:...:targetgroup/orders/50dc6c495c0c9188} and of load balancers. */
    String inArn(String arn) {
        String[] parts = arn.split("/");
        return parts.length < 2 ? arn : parts[parts.length - 2];
    }

    String listener(String arn) {
        return asked(arn, () -> {
            Element found = aws.elbv2("DescribeListeners", Map.of("ListenerArns.member.1", arn));
            return ControlCalls.text(found, "Protocol").orElse("") + ":"
                    + ControlCalls.text(found, "Port").orElse("");
        });
    }

    String rule(String arn) {
        if (arn.contains(":listener/")) {
            return "none matched, the default action was taken";
        }
        return asked(arn, () -> {
            Element found = aws.elbv2("DescribeRules", Map.of("RuleArns.member.1", arn));
            String priority = ControlCalls.text(found, "Priority").orElse("");
            return priority.equals("default")
                    ? "none matched, the default action was taken"
                    : "priority " + priority + ": " + RuleText.conditions(found);
        });
    }

    /** The name of the fake target that listens there, or to which the proxy leads that does, and where that is. */
    String target(String hostAndPort) {
        String there = Optional.ofNullable(targets.get(behind(hostAndPort)))
                .map(FakeTarget::toString)
                .orElse(hostAndPort);
        return proxies.containsKey(hostAndPort) ? there + " through the proxy " + hostAndPort : there;
    }

    /** Where the proxy leads that listens there; the same place where none does. */
    String behind(String hostAndPort) {
        return Optional.ofNullable(proxies.get(hostAndPort))
                .map(FaultProxy::leadsTo)
                .orElse(hostAndPort);
    }

    private static String named(JsonNode found) {
        return found.path("name").asText();
    }

    private String asked(String id, Supplier<String> question) {
        return known.computeIfAbsent(id, unknown -> {
            try {
                return question.get();
            } catch (RuntimeException e) {
                return unknown; // It is gone, or the emulator is: its id is all that is left.
            }
        });
    }
}
