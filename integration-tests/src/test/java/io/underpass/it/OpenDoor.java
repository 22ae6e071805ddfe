package io.underpass.it;

import io.underpass.wire.TestClient;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * A listener and the port of this machine where it is open.
 *
 * <p>Threads: confined to one test class.
 */
record OpenDoor(ElbCalls elb, String listenerArn, InetSocketAddress address) {

    /** Creates a rule that answers {@code rule1} and so on, by its priority, unless parameters name other actions. */
    String rule(int priority, String... parameters) {
        return ElbCalls.value(elb.call("CreateRule", parameters(priority, parameters)), "RuleArn");
    }

    /** How a rule is refused: status, code, message. */
    String refused(String... parameters) {
        return elb.refusal("CreateRule", parameters(1, parameters));
    }

    private String[] parameters(int priority, String... parameters) {
        boolean acts = Stream.of(parameters).anyMatch(parameter -> parameter.startsWith("Actions."));
        return Stream.of(
                        List.of("ListenerArn=" + listenerArn, "Priority=" + priority),
                        acts
                                ? List.<String>of()
                                : List.of(
                                        "Actions.1.Type=fixed-response",
                                        "Actions.1.FixedResponseConfig.StatusCode=200",
                                        "Actions.1.FixedResponseConfig.MessageBody=rule" + priority),
                        List.of(parameters))
                .flatMap(List::stream)
                .toArray(String[]::new);
    }

    /** The body of the answer to a GET; Host is added unless it is given. */
    String get(String target, String... headers) {
        return send("GET", target, headers).bodyText();
    }

    TestClient.Response send(String method, String target, String... headers) {
        return TestClient.request(address, method, target, "", headers);
    }

    TestClient client() {
        return TestClient.connect(address);
    }

    /** Sends exactly {@code request}; the first answer. */
    TestClient.Response raw(String request) {
        try (TestClient client = client()) {
            return client.send(request).read();
        }
    }
}
