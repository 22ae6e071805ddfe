package io.underpass.vpclink.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.underpass.aws.Scope;
import io.underpass.vpclink.LinkVersion;
import io.underpass.vpclink.LoadBalancers.Lookup;
import io.underpass.vpclink.Resolution;
import io.underpass.vpclink.Resolution.Kind;
import io.underpass.vpclink.compile.VpcLinkCompiler;
import io.underpass.vpclink.compile.VpcLinkSnapshot;
import io.underpass.vpclink.model.LinkLife;
import io.underpass.vpclink.model.VpcLink;
import io.underpass.vpclink.model.VpcLinkState;
import io.underpass.vpclink.model.VpcLinkV1;
import io.underpass.wire.Failure;
import io.underpass.wire.Flow;
import io.underpass.wire.Peer;
import io.underpass.wire.RequestBody;
import io.underpass.wire.RequestHead;
import io.underpass.wire.ResponseHead;
import io.underpass.wire.ResponseSink;
import io.underpass.wire.Trail;
import io.underpass.wire.UpstreamRequest;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

class VpcLinkRouterTest {

    private static final Scope HERE = new Scope("000000000000", "us-east-1");
    private static final Scope ELSEWHERE = new Scope("000000000000", "eu-west-1");
    private static final String ARN =
            "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/orders/0123456789abcdef";
    private static final Instant CREATED = Instant.parse("2026-03-01T10:00:00Z");

    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final String NLB = ARN.replace("/app/", "/net/");

    private final EventLoop eventLoop = new DefaultEventLoop();
    private final Trail trail = new Trail();
    private final List<String> asked = new ArrayList<>();
    private final List<UpstreamRequest> received = new ArrayList<>();
    private Instant now = CREATED.plusSeconds(10);
    private Lookup answer = new Lookup.Found(ARN, "listener", (request, sink) -> {
        received.add(request);
        sink.end();
        return Flow.NONE;
    });
    private Optional<String> obstacle = Optional.empty();
    private VpcLinkSnapshot snapshot = new VpcLinkCompiler()
            .first(VpcLinkState.EMPTY.with(link("abc123", HERE)).with(link("far456", ELSEWHERE)));
    private final VpcLinkRouter router = new VpcLinkRouter(
            () -> snapshot,
            (scope, arn, scheme, port) -> {
                asked.add(scope + " " + arn + " " + scheme + " " + port);
                return answer;
            },
            (link, arn, port) -> obstacle.map(reason -> link.vpcLinkId() + " " + arn + " " + port + " " + reason),
            new LinkTraffic(IDLE, Duration.ofSeconds(1), CREATED),
            () -> now);

    @AfterEach
    void stop() {
        eventLoop.shutdownGracefully();
    }

    @Test
    void availableLinkLeadsToTheListenerOfItsTarget() {
        Resolution resolution = resolve("abc123", Optional.of(ARN));

        assertThat(resolution).isInstanceOf(Resolution.Resolved.class);
        assertThat(asked).containsExactly(HERE + " " + ARN + " http 80");
        assertThat(trail.last("link")).isEqualTo("abc123");
        assertThat(trail.failedStep()).isEmpty();
    }

    @Test
    void loadBalancerSeesTheLinksNetworkInterfaces() {
        Resolution.Resolved resolved = (Resolution.Resolved) resolve("abc123", Optional.of(ARN));
        for (int i = 0; i < 200; i++) {
            resolved.upstream().send(request(), new NoResponse());
        }

        List<InetSocketAddress> clients =
                received.stream().map(request -> request.peer().remote()).toList();
        assertThat(clients)
                .extracting(InetSocketAddress::getAddress)
                .hasSameElementsAs(snapshot.links().get("abc123").addresses());
        assertThat(new HashSet<>(clients)).hasSizeGreaterThan(10);
        assertThat(clients).allSatisfy(client -> assertThat(client.getPort()).isBetween(32768, 60999));
    }

    @Test
    void everythingElseOfTheRequestIsPassedOnUntouched() {
        UpstreamRequest sent = request();
        ((Resolution.Resolved) resolve("abc123", Optional.of(ARN))).upstream().send(sent, new NoResponse());

        UpstreamRequest arrived = received.get(0);
        assertThat(arrived.head()).isSameAs(sent.head());
        assertThat(arrived.body()).isSameAs(sent.body());
        assertThat(arrived.trail()).isSameAs(sent.trail());
        assertThat(arrived.eventLoop()).isSameAs(sent.eventLoop());
        assertThat(arrived.peer().local()).isEqualTo(sent.peer().local());
    }

    @Test
    void closedSecurityGroupIsUnreachable() {
        obstacle = Optional.of("no inbound rule");

        Resolution resolution = resolve("abc123", Optional.of(ARN));

        assertThat(resolution)
                .isEqualTo(
                        new Resolution.Refused(Resolution.Kind.UNREACHABLE, "abc123 " + ARN + " 80 no inbound rule"));
        assertThat(trail.failedStep()).isEqualTo("reachability");
        assertThat(trail.failureReason()).endsWith("no inbound rule");
    }

    @Test
    void unknownLinkNamesTheOnesThereAre() {
        Resolution.Refused refused = refused("nolink", Optional.of(ARN));

        assertThat(refused.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(refused.reason())
                .isEqualTo(
                        "There is no VPC link 'nolink' in account 000000000000, region us-east-1; there are abc123.");
        assertThat(trail.failedStep()).isEqualTo("link");
        assertThat(trail.failureReason()).isEqualTo(refused.reason());
    }

    @Test
    void linkOfAnotherRegionIsUnknown() {
        assertThat(refused("far456", Optional.of(ARN)).kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(router.versionOf(HERE, "far456")).isEmpty();
        assertThat(router.versionOf(ELSEWHERE, "far456")).contains(LinkVersion.V2);
    }

    @Test
    void emptyConnectionIdPointsAtTheStageVariable() {
        assertThat(refused("", Optional.of(ARN)).reason())
                .contains("stage variable")
                .contains("abc123");
    }

    @Test
    void pendingLinkIsUnreachable() {
        now = CREATED;

        Resolution.Refused refused = refused("abc123", Optional.of(ARN));

        assertThat(refused.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(refused.reason()).contains("PENDING").contains("VPC link is provisioning ENIs");
        assertThat(asked).isEmpty();
    }

    @Test
    void deletingLinkIsUnreachableThenUnknown() {
        VpcLink deleting = link("abc123", HERE).deleting(new LinkLife.Deletion(now, now.plusSeconds(1)));
        snapshot = new VpcLinkCompiler().first(VpcLinkState.EMPTY.with(deleting));

        assertThat(refused("abc123", Optional.of(ARN)).reason()).contains("is DELETING");
        assertThat(router.versionOf(HERE, "abc123")).contains(LinkVersion.V2);
        assertThat(router.isDeleting(HERE, "abc123")).isTrue();
        now = now.plusSeconds(1);

        assertThat(refused("abc123", Optional.of(ARN)).reason()).endsWith("there are none.");
        assertThat(router.versionOf(HERE, "abc123")).isEmpty();
        assertThat(router.isDeleting(HERE, "abc123")).isFalse();
    }

    @Test
    void missingTargetIsAConfigurationError() {
        Resolution.Refused refused = refused("abc123", Optional.empty());

        assertThat(refused.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(refused.reason()).contains("no integrationTarget");
        assertThat(trail.failedStep()).isEqualTo("loadBalancer");
    }

    @Test
    void textThatIsNoArnIsSaidToBeNone() {
        answer = new Lookup.NoLoadBalancer(ARN);

        Resolution.Refused refused = refused("abc123", Optional.of("orders-alb"));

        assertThat(refused.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(refused.reason()).contains("'orders-alb' is not an ARN").contains(ARN);
    }

    @Test
    void arnOfAnotherServiceOrKindIsNamed() {
        answer = new Lookup.NoLoadBalancer("");

        assertThat(refused("abc123", Optional.of("arn:aws:lambda:us-east-1:000000000000:function:f"))
                        .reason())
                .contains("ARN of the service lambda");
        assertThat(refused("abc123", Optional.of(ARN.replace("loadbalancer/", "listener/") + "/aaaa"))
                        .reason())
                .contains("is the ARN of a listener; AWS takes the load balancer's own");
    }

    @Test
    void loadBalancerThatDoesNotExistIsAConfigurationError() {
        answer = new Lookup.NoLoadBalancer("");

        Resolution.Refused refused = refused("abc123", Optional.of(ARN));

        assertThat(refused.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(refused.reason())
                .startsWith("There is no load balancer " + ARN)
                .endsWith("there are none.");
    }

    @Test
    void loadBalancerOfAnotherRegionIsAConfigurationError() {
        answer = new Lookup.WrongScope(ELSEWHERE);

        Resolution.Refused refused = refused("abc123", Optional.of(ARN));

        assertThat(refused.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(refused.reason()).contains("region eu-west-1").contains("region us-east-1");
    }

    @Test
    void loadBalancerInTheMakingIsUnreachable() {
        answer = new Lookup.NotActive("provisioning");

        Resolution.Refused refused = refused("abc123", Optional.of(ARN));

        assertThat(refused.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(refused.reason()).contains("is provisioning");
    }

    @Test
    void portWithoutAListenerIsUnreachableAndTheOpenOnesAreNamed() {
        answer = new Lookup.NoListener("HTTP:8080, HTTPS:443");

        Resolution.Refused refused = refused("abc123", Optional.of(ARN));

        assertThat(refused.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(refused.reason()).contains("no listener for http on port 80").contains("HTTP:8080, HTTPS:443");
        assertThat(trail.failedStep()).isEqualTo("listener");
    }

    @Test
    void failedLinkIsAConfigurationErrorWithItsMessage() {
        VpcLink sound = link("abc123", HERE);
        VpcLink failed = new VpcLink(
                HERE,
                "abc123",
                "edge",
                sound.subnetIds(),
                List.of(),
                TreePMap.empty(),
                LinkLife.begun(CREATED, CREATED, Optional.of("two VPCs")));
        snapshot = new VpcLinkCompiler().first(VpcLinkState.EMPTY.with(failed));

        Resolution.Refused refused = refused("abc123", Optional.of(ARN));

        assertThat(refused.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(refused.reason()).contains("FAILED (two VPCs)");
    }

    @Test
    void idleLinkFailsTheRequestsThatWakeItAndThenRoutes() {
        resolve("abc123", Optional.of(ARN));
        now = now.plus(IDLE);

        Resolution.Refused refused = refused("abc123", Optional.of(ARN));
        assertThat(refused.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(refused.reason()).contains("INACTIVE");
        assertThat(trail.failedStep()).isEqualTo("link");
        now = now.plusMillis(999);
        assertThat(resolve("abc123", Optional.of(ARN))).isInstanceOf(Resolution.Refused.class);
        now = now.plusMillis(1);

        assertThat(resolve("abc123", Optional.of(ARN))).isInstanceOf(Resolution.Resolved.class);
    }

    @Test
    void v1LinkLeadsToItsOwnLoadBalancerWhateverTheIntegrationSays() {
        snapshot = new VpcLinkCompiler().first(VpcLinkState.EMPTY.with(v1Link(Optional.empty())));

        assertThat(resolve("v1v1v1", Optional.of(ARN))).isInstanceOf(Resolution.Resolved.class);
        assertThat(resolve("v1v1v1", Optional.empty())).isInstanceOf(Resolution.Resolved.class);

        assertThat(asked).containsOnly(HERE + " " + NLB + " http 80");
        assertThat(trail.last("link")).isEqualTo("v1v1v1");
        assertThat(router.versionOf(HERE, "v1v1v1")).contains(LinkVersion.V1);
    }

    @Test
    void v1LinkThatFailedIsAConfigurationError() {
        snapshot = new VpcLinkCompiler().first(VpcLinkState.EMPTY.with(v1Link(Optional.of("NLB ARN is malformed"))));

        Resolution.Refused refused = refused("v1v1v1", Optional.empty());

        assertThat(refused.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(refused.reason()).contains("v1v1v1 is FAILED (NLB ARN is malformed)");
        assertThat(asked).isEmpty();
    }

    @Test
    void everythingThatFailsBehindAV1LinkIsAConfigurationError() {
        snapshot = new VpcLinkCompiler().first(VpcLinkState.EMPTY.with(v1Link(Optional.empty())));
        for (Lookup lookup : List.of(
                new Lookup.NoListener("TCP:443"),
                new Lookup.NotActive("provisioning"),
                new Lookup.NoLoadBalancer(""))) {
            answer = lookup;
            assertThat(refused("v1v1v1", Optional.empty()).kind()).isEqualTo(Kind.CONFIGURATION);
        }
    }

    @Test
    void whatIsNotEmulatedIsRefusedByName() {
        answer = new Lookup.NotEmulated("its TLS listener on port 443");

        Resolution.Refused refused = refused("abc123", Optional.of(NLB));

        assertThat(refused.kind()).isEqualTo(Kind.NOT_EMULATED);
        assertThat(refused.reason()).contains(NLB).contains("its TLS listener on port 443: it is not emulated");
        assertThat(trail.failedStep()).isEqualTo("listener");
    }

    private Resolution resolve(String connectionId, Optional<String> target) {
        return router.resolve(HERE, connectionId, target, "http", 80, trail);
    }

    private Resolution.Refused refused(String connectionId, Optional<String> target) {
        Resolution resolution = resolve(connectionId, target);
        assertThat(resolution).isInstanceOf(Resolution.Refused.class);
        return (Resolution.Refused) resolution;
    }

    private UpstreamRequest request() {
        Peer edge = new Peer(
                InetSocketAddress.createUnresolved("client", 50000),
                InetSocketAddress.createUnresolved("alb", 80),
                false);
        RequestHead head = new RequestHead(HttpMethod.GET, "/", HttpVersion.HTTP_1_1, new DefaultHttpHeaders());
        return new UpstreamRequest(head, RequestBody.EMPTY, eventLoop, edge, trail);
    }

    private static VpcLink link(String id, Scope scope) {
        return new VpcLink(
                scope,
                id,
                "edge",
                List.of("subnet-a", "subnet-b"),
                List.of("sg-1"),
                TreePMap.empty(),
                LinkLife.begun(CREATED, CREATED.plusSeconds(1), Optional.empty()));
    }

    private static VpcLinkV1 v1Link(Optional<String> failure) {
        return new VpcLinkV1(
                HERE,
                "v1v1v1",
                "edge",
                Optional.empty(),
                List.of(NLB),
                TreePMap.empty(),
                LinkLife.begun(CREATED, CREATED.plusSeconds(1), failure));
    }

    /** Takes what the fake load balancer answers: nothing. */
    private static final class NoResponse implements ResponseSink {

        @Override
        public void head(ResponseHead head) {
            throw new AssertionError("no response was expected");
        }

        @Override
        public void data(ByteBuf data) {
            data.release();
            throw new AssertionError("no response was expected");
        }

        @Override
        public void end() {}

        @Override
        public void abort(Failure failure) {
            throw new AssertionError(failure);
        }
    }
}
