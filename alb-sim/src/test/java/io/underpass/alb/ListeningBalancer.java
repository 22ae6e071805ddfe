package io.underpass.alb;

import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.compile.CompiledTarget;
import io.underpass.alb.compile.CompiledTargetGroup;
import io.underpass.alb.control.ElbV2Operations;
import io.underpass.alb.control.ElbV2Settings;
import io.underpass.alb.data.AlbSettings;
import io.underpass.alb.data.HealthStates;
import io.underpass.alb.data.LoadBalancerFleet;
import io.underpass.alb.data.Lookup;
import io.underpass.alb.data.TargetStatus;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.TargetGroup.TargetDescription;
import io.underpass.aws.AwsRequest;
import io.underpass.aws.AwsResponse;
import io.underpass.aws.RandomIds;
import io.underpass.aws.control.ControlState;
import io.underpass.aws.query.QueryService;
import io.underpass.wire.EventLoops;
import io.underpass.wire.HttpListener;
import io.underpass.wire.ListenerSettings;
import io.underpass.wire.NameResolver;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import io.underpass.wire.UpstreamClient;
import io.underpass.wire.UpstreamSettings;
import io.underpass.wire.UpstreamTimeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One load balancer from its control API to its sockets: calls as clients write them, requests on a real connection, targets
 * on real ports, all of them healthy. Its listener on port 80 answers {@code default} unless a rule says otherwise.
 */
final class ListeningBalancer implements AutoCloseable {

    private static final Pattern RULE_ARN = Pattern.compile("<RuleArn>([^<]+)</RuleArn>");

    private final EventLoops loops = EventLoops.of(1);
    private final UpstreamClient client =
            new UpstreamClient(loops, UpstreamSettings.defaults(), NameResolver.system(Runnable::run));
    private final LoadBalancerFleet fleet = new LoadBalancerFleet(
            new AllHealthy(),
            (host, port, connect, idle) ->
                    client.to(new InetSocketAddress(host, port), new UpstreamTimeouts(connect, idle)),
            new RandomIds(new Random(7)),
            () -> AlbFixtures.CREATED.plusSeconds(60),
            AlbSettings.DEFAULT);
    private final ControlState<AlbState, AlbSnapshot> control =
            new ControlState<>(AlbState.EMPTY, new AlbCompiler(), fleet::follow);
    private final QueryService<AlbState> service = new QueryService<>(
            "elbv2",
            ElbV2Operations.NAMESPACE,
            control,
            ElbV2Operations.operations(
                    (group, target) -> new TargetStates.TargetHealth("healthy", "", ""),
                    new FakeVpcNetworks(),
                    new ElbV2Settings(Duration.ZERO, ElbV2Settings.Limits.AWS)),
            ElbV2Operations.unemulated(),
            new RandomIds(new Random(42)),
            () -> AlbFixtures.CREATED);
    private final HttpListener listener;

    ListeningBalancer() {
        control.change(state -> state.with(AlbFixtures.loadBalancer(Map.of()))
                .with(AlbFixtures.listener(80, AlbFixtures.answer("default"))));
        try {
            listener = HttpListener.bind(
                    loops,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    exchange -> ((Lookup.Found) fleet.find(AlbFixtures.LB, "http", 80))
                            .service()
                            .handle(exchange),
                    (exchange, completion) -> {},
                    ListenerSettings.defaults());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class AllHealthy implements HealthStates {
        @Override
        public long version() {
            return 1;
        }

        @Override
        public TargetStatus status(CompiledTargetGroup group, CompiledTarget target) {
            return new TargetStatus(new TargetStates.TargetHealth("healthy", "", ""), "");
        }
    }

    /** A target group of that name with these targets; its ARN. */
    String group(String name, TestOrigin... targets) {
        control.change(state -> state.with(AlbFixtures.group(
                name,
                AlbFixtures.CHECK,
                Arrays.stream(targets)
                        .map(target -> AlbFixtures.target(target.port()))
                        .toArray(TargetDescription[]::new))));
        return AlbFixtures.groupArn(name);
    }

    /** Creates a rule that answers with its priority, unless {@code parameters} name another action; its ARN. */
    String rule(int priority, String... parameters) {
        AwsResponse response = createRule(priority, parameters);
        String body = new String(response.body(), StandardCharsets.UTF_8);
        Matcher arn = RULE_ARN.matcher(body);
        if (response.status() != 200 || !arn.find()) {
            throw new AssertionError(body);
        }
        return arn.group(1);
    }

    /** The error, status and text, of a rule that is refused. */
    String refused(int priority, String... parameters) {
        return error(createRule(priority, parameters));
    }

    private AwsResponse createRule(int priority, String... parameters) {
        StringBuilder form = new StringBuilder(
                "Action=CreateRule&ListenerArn=" + AlbFixtures.listenerArn(80) + "&Priority=" + priority);
        if (List.of(parameters).stream().noneMatch(parameter -> parameter.startsWith("Actions."))) {
            form.append("&Actions.member.1.Type=fixed-response&Actions.member.1.FixedResponseConfig.StatusCode=200")
                    .append("&Actions.member.1.FixedResponseConfig.MessageBody=rule")
                    .append(priority);
        }
        return call(form.toString(), parameters);
    }

    /** The error of a call that is refused. */
    String refusedCall(String action, String... parameters) {
        return error(call("Action=" + action, parameters));
    }

    private AwsResponse call(String form, String... parameters) {
        StringBuilder all = new StringBuilder(form).append("&Version=").append(ElbV2Operations.VERSION);
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            all.append('&')
                    .append(parameter, 0, equals + 1)
                    .append(URLEncoder.encode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return service.handle(new AwsRequest(
                "POST",
                "/",
                Map.of(),
                Map.of("content-type", "application/x-www-form-urlencoded"),
                all.toString().getBytes(StandardCharsets.UTF_8),
                AlbFixtures.SCOPE,
                "request-1"));
    }

    private static String error(AwsResponse response) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        return response.status() + " " + inside(body, "Code") + ": " + inside(body, "Message");
    }

    private static String inside(String xml, String name) {
        Matcher found = Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(xml);
        return found.find() ? found.group(1) : "";
    }

    /** The answer to a request with these header lines, Host being one of them. */
    TestClient.Response send(String method, String target, String... headers) {
        StringBuilder text = new StringBuilder(method + ' ' + target + " HTTP/1.1\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        try (TestClient connection = TestClient.connect(listener.address())) {
            return connection
                    .send(text.append("Connection: close\r\n\r\n").toString())
                    .read();
        }
    }

    /** The body of the answer to a GET. */
    String get(String target, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Host: example.com";
        return send("GET", target, all).bodyText();
    }

    @Override
    public void close() {
        listener.close();
        loops.close();
    }
}
