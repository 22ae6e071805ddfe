package io.underpass.emulator.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.netty.channel.EventLoop;
import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.compile.AlbSnapshot;
import io.underpass.alb.control.ElbV2Operations;
import io.underpass.alb.control.ElbV2Settings;
import io.underpass.alb.data.AlbSettings;
import io.underpass.alb.data.EventLoopTimer;
import io.underpass.alb.data.HealthChecker;
import io.underpass.alb.data.LoadBalancerFleet;
import io.underpass.alb.data.Lookup;
import io.underpass.alb.model.AlbState;
import io.underpass.aws.AwsRequest;
import io.underpass.aws.AwsResponse;
import io.underpass.aws.RandomIds;
import io.underpass.aws.Scope;
import io.underpass.aws.control.ControlState;
import io.underpass.aws.query.QueryService;
import io.underpass.network.model.NetworkState;
import io.underpass.wire.EventLoops;
import io.underpass.wire.FreePort;
import io.underpass.wire.HttpListener;
import io.underpass.wire.ListenerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A service of several replicas behind one name, over real sockets; the name server is the test's. */
@Execution(ExecutionMode.CONCURRENT)
class ReplicasTest {

    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final InetAddress one = loopback(1);
    private final InetAddress two = loopback(2);
    private final EventLoops loops = EventLoops.of(1);
    private volatile List<InetAddress> addresses = List.of(one, two);
    private final TargetConnections targets =
            new TargetConnections(loops, executor -> host -> CompletableFuture.completedFuture(addresses));
    private final EventLoop checkLoop = loops.next();
    private final HealthChecker health = new HealthChecker(targets, checkLoop, new EventLoopTimer(checkLoop));
    private final LoadBalancerFleet fleet = new LoadBalancerFleet(
            health, targets, new RandomIds(new Random(7)), InstantSource.system(), AlbSettings.DEFAULT);
    private final ControlState<AlbState, AlbSnapshot> state =
            new ControlState<>(AlbState.EMPTY, new AlbCompiler(), snapshot -> {
                fleet.follow(snapshot);
                health.follow(snapshot);
            });
    private final QueryService<AlbState> elbv2 = new QueryService<>(
            "elbv2",
            ElbV2Operations.NAMESPACE,
            state,
            ElbV2Operations.operations(
                    health,
                    new PlacedLoadBalancers(() -> NetworkState.EMPTY, false),
                    new ElbV2Settings(Duration.ZERO, ElbV2Settings.Limits.AWS)),
            ElbV2Operations.unemulated(),
            new RandomIds(new Random(42)),
            InstantSource.system());
    private HttpServer first = replica(one, FreePort.any());
    private final HttpServer second = replica(two, first.getAddress().getPort());
    private final HttpListener listener = listen();
    private String loadBalancerArn = "";
    private String targetGroupArn = "";

    @BeforeEach
    void create() {
        loadBalancerArn = call(
                "CreateLoadBalancer",
                "LoadBalancerArn",
                "Name=orders&Subnets.member.1=subnet-a&Subnets.member.2=subnet-b");
        targetGroupArn = call(
                "CreateTargetGroup",
                "TargetGroupArn",
                "Name=orders&Protocol=HTTP&VpcId=vpc-1&TargetType=ip&HealthCheckIntervalSeconds=5"
                        + "&HealthCheckTimeoutSeconds=2&UnhealthyThresholdCount=2&HealthyThresholdCount=2&Port="
                        + first.getAddress().getPort());
        call(
                "CreateListener",
                "ListenerArn",
                "Protocol=HTTP&Port=80&DefaultActions.member.1.Type=forward&DefaultActions.member.1.TargetGroupArn="
                        + targetGroupArn + "&LoadBalancerArn=" + loadBalancerArn);
        call("RegisterTargets", "RequestId", "Targets.member.1.Id=orders&TargetGroupArn=" + targetGroupArn);
        await().until(() -> targetHealth().equals("healthy"));
    }

    @AfterEach
    void close() {
        listener.close();
        health.close();
        targets.close();
        loops.close();
        first.stop(0);
        second.stop(0);
    }

    @Test
    void requestsSpreadOverTheReplicasAndFollowThem() {
        await().until(() -> answers(2).size() == 2);
        assertThat(answers(20)).containsExactly(Map.entry("127.0.0.1", 10), Map.entry("127.0.0.2", 10));

        addresses = List.of(two);
        await().until(() -> answers(4).equals(Map.of("127.0.0.2", 4)));
        first.stop(0);
        assertThat(answers(20)).containsOnly(Map.entry("127.0.0.2", 20));

        first = replica(one, second.getAddress().getPort());
        addresses = List.of(one, two);
        await().until(() -> answers(2).size() == 2);
        assertThat(targetHealth()).isEqualTo("healthy");
    }

    @Test
    void aReplicaThatDiesUnderItsNameLosesItsShare() {
        await().until(() -> answers(2).size() == 2);
        first.stop(0);
        await().until(() -> answers(4).equals(Map.of("127.0.0.2", 4)));
        assertThat(targetHealth()).isEqualTo("healthy");
    }

    private HttpListener listen() {
        try {
            return HttpListener.bind(
                    loops,
                    new InetSocketAddress(one, 0),
                    exchange -> ((Lookup.Found) fleet.find(loadBalancerArn, "http", 80))
                            .service()
                            .handle(exchange),
                    (exchange, completion) -> {},
                    ListenerSettings.defaults());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpServer replica(InetAddress address, int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
            server.createContext("/", exchange -> {
                byte[] body = address.getHostAddress().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InetAddress loopback(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How often each text came, statuses for what is not 200. */
    private Map<String, Integer> answers(int count) {
        Map<String, Integer> answers = new TreeMap<>();
        URI uri = URI.create("http://127.0.0.1:" + listener.address().getPort() + "/");
        for (int i = 0; i < count; i++) {
            try {
                HttpResponse<String> answer =
                        HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
                answers.merge(
                        answer.statusCode() == 200 ? answer.body() : Integer.toString(answer.statusCode()),
                        1,
                        Integer::sum);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return answers;
    }

    private String targetHealth() {
        return call("DescribeTargetHealth", "State", "TargetGroupArn=" + targetGroupArn);
    }

    /** Calls the load balancers' API and returns the text of an element of the answer. */
    private String call(String action, String element, String parameters) {
        String form = "Action=" + action + "&Version=" + ElbV2Operations.VERSION + '&' + parameters;
        AwsResponse response = elbv2.handle(new AwsRequest(
                "POST",
                "/",
                Map.of(),
                Map.of("content-type", "application/x-www-form-urlencoded"),
                form.getBytes(StandardCharsets.UTF_8),
                SCOPE,
                "request-1"));
        String body = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(response.status()).as(body).isEqualTo(200);
        Matcher text = Pattern.compile("<" + element + ">([^<]*)</").matcher(body);
        assertThat(text.find()).as(body).isTrue();
        return text.group(1);
    }
}
