package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.Certificates;
import io.underpass.alb.FakeVpcNetworks;
import io.underpass.alb.LoadBalancerPlaces;
import io.underpass.alb.LoadBalancerUsers;
import io.underpass.alb.S3Files;
import io.underpass.alb.TargetStates;
import io.underpass.alb.TargetStates.TargetHealth;
import io.underpass.alb.model.AlbState;
import io.underpass.aws.AwsRequest;
import io.underpass.aws.AwsResponse;
import io.underpass.aws.RandomIds;
import io.underpass.aws.Scope;
import io.underpass.aws.control.ControlState;
import io.underpass.aws.query.QueryService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The service as a client sees it: forms in, XML out; its clock stands still until it is told to move. */
final class Elb {

    static final Scope SCOPE = new Scope("123456789012", "eu-west-1");

    final ControlState<AlbState, AlbState> control = ControlState.uncompiled(AlbState.EMPTY);

    final FakeVpcNetworks networks = new FakeVpcNetworks();

    /** What is in S3, by bucket and key. */
    final Map<String, byte[]> files = new HashMap<>();

    private final QueryService<AlbState> service;
    private Instant now = Instant.parse("2026-03-01T12:00:00.123456Z");
    private TargetHealth health = new TargetHealth("healthy", "", "");

    Elb() {
        this(ElbV2Settings.DEFAULTS);
    }

    Elb(ElbV2Settings settings) {
        TargetStates states = (group, target) -> health;
        service = new QueryService<>(
                "elbv2",
                ElbV2Operations.NAMESPACE,
                control,
                ElbV2Operations.operations(
                        states,
                        networks,
                        settings,
                        LoadBalancerPlaces.HERE,
                        LoadBalancerUsers.NONE,
                        arn -> arn.endsWith("/gone") ? Optional.empty() : Optional.of(new Certificates.Pair("", "")),
                        new S3Files() {
                            @Override
                            public Optional<byte[]> read(String bucket, String key) {
                                return Optional.ofNullable(files.get(bucket + '/' + key));
                            }

                            @Override
                            public String location(String bucket, String key) {
                                return "file:///s3/" + bucket + '/' + key;
                            }
                        }),
                ElbV2Operations.unemulated(),
                new RandomIds(new Random(42)),
                () -> now);
    }

    static Elb withLimits(ElbV2Settings.Limits limits) {
        return new Elb(new ElbV2Settings(Duration.ofSeconds(1), limits));
    }

    void sleep(Duration duration) {
        now = now.plus(duration);
    }

    void healthIs(String state, String reason, String description) {
        health = new TargetHealth(state, reason, description);
    }

    /** The result of a call that succeeds; parameters are written {@code Name=value}, undecoded. */
    Xml ok(String action, String... parameters) {
        AwsResponse response = call(SCOPE, action, parameters);
        String body = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(response.status()).as(body).isEqualTo(200);
        Xml answer = Xml.parse(body);
        assertThat(answer.name()).isEqualTo(action + "Response");
        return answer.child(action + "Result");
    }

    /** The error of a call that fails, as {@code "status Code: message"}; asserts that nothing changed. */
    String error(String action, String... parameters) {
        return errorIn(SCOPE, action, parameters);
    }

    String errorIn(Scope scope, String action, String... parameters) {
        AlbState before = control.state();
        AwsResponse response = call(scope, action, parameters);
        Xml answer = Xml.parse(new String(response.body(), StandardCharsets.UTF_8));
        assertThat(answer.name()).isEqualTo("ErrorResponse");
        assertThat(control.state()).isSameAs(before);
        return response.status() + " " + answer.text("Error/Code") + ": " + answer.text("Error/Message");
    }

    AwsResponse call(Scope scope, String action, String... parameters) {
        StringBuilder form = new StringBuilder("Action=" + action + "&Version=" + ElbV2Operations.VERSION);
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            form.append('&')
                    .append(parameter, 0, equals + 1)
                    .append(URLEncoder.encode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return service.handle(new AwsRequest(
                "POST",
                "/",
                Map.of(),
                Map.of("content-type", "application/x-www-form-urlencoded"),
                form.toString().getBytes(StandardCharsets.UTF_8),
                scope,
                "request-1"));
    }

    /** A load balancer; its ARN. */
    String loadBalancer(String name) {
        return ok(
                        "CreateLoadBalancer",
                        "Name=" + name,
                        "Subnets.member.1=subnet-1",
                        "Subnets.member.2=subnet-2",
                        "Scheme=internal")
                .text("LoadBalancers/member/LoadBalancerArn");
    }

    /** A listener that answers 404 unless a rule says otherwise; its ARN. */
    String listener(String loadBalancerArn, int port) {
        return ok(
                        "CreateListener",
                        "LoadBalancerArn=" + loadBalancerArn,
                        "Protocol=HTTP",
                        "Port=" + port,
                        "DefaultActions.member.1.Type=fixed-response",
                        "DefaultActions.member.1.FixedResponseConfig.StatusCode=404")
                .text("Listeners/member/ListenerArn");
    }

    /** A target group of type ip on port 8080; its ARN. */
    String targetGroup(String name) {
        return ok("CreateTargetGroup", "Name=" + name, "Protocol=HTTP", "Port=8080", "VpcId=vpc-1", "TargetType=ip")
                .text("TargetGroups/member/TargetGroupArn");
    }

    /** A rule that forwards a path to a target group; its ARN. */
    String rule(String listenerArn, int priority, String path, String targetGroupArn) {
        return ok(
                        "CreateRule",
                        "ListenerArn=" + listenerArn,
                        "Priority=" + priority,
                        "Conditions.member.1.Field=path-pattern",
                        "Conditions.member.1.Values.member.1=" + path,
                        "Actions.member.1.Type=forward",
                        "Actions.member.1.TargetGroupArn=" + targetGroupArn)
                .text("Rules/member/RuleArn");
    }
}
