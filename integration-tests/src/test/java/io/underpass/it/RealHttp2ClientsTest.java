package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.underpass.it.docker.Command;
import io.underpass.wire.TestClient;
import io.underpass.wire.TestTls;
import io.underpass.wire.certificate.Pem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Matcher;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Clients that others wrote, over HTTP/2 through a listener that ends TLS: gRPC's own with its own server, and h2load. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealHttp2ClientsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String HOST = "shop.example.com";
    private static final TestTls TLS = TestTls.create();

    private final GrpcShop shop = new GrpcShop();
    private final ServiceInstance plain = ServiceInstance.start("plain");
    private final RunningEmulator emulator = new RunningEmulator(
            settings -> settings.provisioningTime(Duration.ZERO).openListeners(true));
    private final AwsClients aws = new AwsClients(emulator.endpoint());
    private int port;
    private ManagedChannel channel;

    @BeforeAll
    void build() throws Exception {
        String checked = grpcGroup("checked", "/grpc.health.v1.Health/Check", "0");
        String usual = grpcGroup("usual", "/AWS.ALB/healthcheck", "12");
        String gone = grpcGroup("gone", "/AWS.ALB/healthcheck", "12");
        InternalAlb alb = new TutorialSteps(aws).internalAlb("shop", plain);
        String listener = aws.loadBalancers
                .createListener(secure -> secure.loadBalancerArn(alb.arn())
                        .protocol(ProtocolEnum.HTTPS)
                        .port(443)
                        .certificates(shown -> shown.certificateArn(imported()))
                        .defaultActions(
                                action -> action.type(ActionTypeEnum.FORWARD).targetGroupArn(usual)))
                .listeners()
                .get(0)
                .listenerArn();
        Map<String, String> rules =
                Map.of("/shop.Orders/Collect", checked, "/plain*", alb.targetGroupArn(), "/shop.Gone/*", gone);
        int priority = 1;
        for (Map.Entry<String, String> rule : rules.entrySet()) {
            int own = priority;
            aws.loadBalancers.createRule(made -> made.listenerArn(listener)
                    .priority(own)
                    .conditions(path -> path.field("path-pattern").values(rule.getKey()))
                    .actions(action -> action.type(ActionTypeEnum.FORWARD).targetGroupArn(rule.getValue())));
            priority++;
        }
        register(checked);
        register(usual);
        port = openPort(listener);
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .overrideAuthority(HOST)
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(TLS.authority().certificate())
                        .build())
                .build();
        for (String group : List.of(checked, usual)) {
            await().atMost(PATIENCE).until(() -> state(group).equals("healthy"));
        }
    }

    @AfterAll
    void stop() {
        channel.shutdownNow();
        aws.close();
        emulator.close();
        shop.close();
        plain.close();
    }

    private String grpcGroup(String name, String path, String code) {
        return aws.loadBalancers
                .createTargetGroup(group -> group.name(name)
                        .protocol(ProtocolEnum.HTTP)
                        .protocolVersion("GRPC")
                        .port(80)
                        .vpcId("vpc-1")
                        .targetType(TargetTypeEnum.IP)
                        .healthCheckPath(path)
                        .matcher(Matcher.builder().grpcCode(code).build()))
                .targetGroups()
                .get(0)
                .targetGroupArn();
    }

    private void register(String group) {
        aws.loadBalancers.registerTargets(all -> all.targetGroupArn(group)
                .targets(target -> target.id("127.0.0.1").port(shop.port())));
    }

    private String state(String group) {
        return aws.loadBalancers
                .describeTargetHealth(all -> all.targetGroupArn(group))
                .targetHealthDescriptions()
                .get(0)
                .targetHealth()
                .stateAsString();
    }

    private String imported() {
        try {
            String json = "{\"Certificate\":\"" + base64(Pem.of(List.of(TLS.certificate(HOST))))
                    + "\",\"PrivateKey\":\"" + base64(Pem.of(TLS.keys().getPrivate())) + "\"}";
            TestClient.Response answer = TestClient.request(
                    new ControlCalls(emulator.endpoint()).address(),
                    "POST",
                    "/",
                    json,
                    "X-Amz-Target: CertificateManager.ImportCertificate",
                    "Content-Type: application/x-amz-json-1.1",
                    "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/acm/aws4_request,"
                            + " SignedHeaders=host, Signature=0");
            return ControlCalls.tree(answer).path("CertificateArn").asText();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private int openPort(String listenerArn) throws Exception {
        String listed = TestClient.get(new ControlCalls(emulator.endpoint()).address(), "/_underpass/listeners")
                .bodyText();
        for (var listener : new JsonMapper().readTree(listed)) {
            if (listener.path("listenerArn").asText().equals(listenerArn)) {
                return Integer.parseInt(listener.path("address").asText().split(":")[1]);
            }
        }
        throw new AssertionError(listed);
    }

    private ClientCall<String, String> call(MethodDescriptor<String, String> method) {
        return channel.newCall(method, CallOptions.DEFAULT.withDeadlineAfter(60, TimeUnit.SECONDS));
    }

    @Test
    void aCallIsAnsweredWithHeadersAndTrailers() {
        AtomicReference<Metadata> headers = new AtomicReference<>();
        AtomicReference<Metadata> trailers = new AtomicReference<>();
        String answer = ClientCalls.blockingUnaryCall(
                ClientInterceptors.intercept(channel, MetadataUtils.newCaptureMetadataInterceptor(headers, trailers)),
                GrpcShop.PLACE,
                CallOptions.DEFAULT,
                "tea");

        assertThat(answer).isEqualTo("placed tea");
        assertThat(headers.get().get(GrpcShop.SERVER)).isEqualTo("shop");
        assertThat(shop.calls()).contains("shop.Orders/Place over https for " + HOST);
    }

    @Test
    void aMessageLargerThanAWindowPasses() {
        String order = "large ".repeat(50_000);

        assertThat(ClientCalls.blockingUnaryCall(call(GrpcShop.PLACE), order)).isEqualTo("placed " + order);
    }

    @Test
    void aServersStreamArrivesInOrder() {
        List<String> events = new ArrayList<>();
        ClientCalls.blockingServerStreamingCall(call(GrpcShop.WATCH), "1000").forEachRemaining(events::add);

        assertThat(events).hasSize(1000).startsWith("event 1").endsWith("event 1000");
    }

    @Test
    void aClientsStreamArrivesInOrder() throws Exception {
        Answers answers = new Answers();
        StreamObserver<String> requests = ClientCalls.asyncClientStreamingCall(call(GrpcShop.COLLECT), answers);
        List.of("a", "b", "c").forEach(requests::onNext);
        requests.onCompleted();

        assertThat(answers.next()).isEqualTo("a+b+c");
        assertThat(answers.next()).isEqualTo("OK");
    }

    @Test
    void messagesPassWhileTheirStreamIsOpen() throws Exception {
        Answers answers = new Answers();
        StreamObserver<String> requests = ClientCalls.asyncBidiStreamingCall(call(GrpcShop.CHAT), answers);
        for (int i = 0; i < 5; i++) {
            requests.onNext("message " + i);
            assertThat(answers.next()).isEqualTo("re: message " + i);
        }
        requests.onCompleted();

        assertThat(answers.next()).isEqualTo("OK");
    }

    @Test
    void anErrorArrivesWithItsTextAndItsTrailers() {
        StatusRuntimeException error = failure(GrpcShop.PLACE, "unicorn");

        assertThat(error.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(error.getStatus().getDescription()).isEqualTo("100 % sold out: ünicorns");
        assertThat(error.getTrailers().get(GrpcShop.REASON)).isEqualTo("there is none");
        assertThat(failure(GrpcShop.UNKNOWN, "").getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    @Test
    void aClientThatGivesUpIsNoticedByTheServer() throws Exception {
        Answers answers = new Answers();
        ClientCall<String, String> call = call(GrpcShop.WATCH);
        ClientCalls.asyncServerStreamingCall(call, "for ever", answers);
        assertThat(answers.next()).isEqualTo("now");

        call.cancel("enough", null);

        assertThat(shop.cancelled().await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aGroupWithoutTargetsIsUnavailable() {
        MethodDescriptor<String, String> gone =
                GrpcShop.PLACE.toBuilder().setFullMethodName("shop.Gone/Place").build();

        assertThat(failure(gone, "tea").getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void theHealthServiceIsAsked() {
        assertThat(shop.calls()).anyMatch(called -> called.startsWith("grpc.health.v1.Health/Check "));
    }

    private StatusRuntimeException failure(MethodDescriptor<String, String> method, String request) {
        return catchThrowableOfType(
                StatusRuntimeException.class, () -> ClientCalls.blockingUnaryCall(call(method), request));
    }

    /** What a call brings, and {@code OK} or its failure at the end. */
    private static final class Answers implements StreamObserver<String> {

        private final BlockingQueue<String> all = new LinkedBlockingQueue<>();

        @Override
        public void onNext(String message) {
            all.add(message);
        }

        @Override
        public void onError(Throwable failure) {
            all.add(failure.toString());
        }

        @Override
        public void onCompleted() {
            all.add("OK");
        }

        String next() throws InterruptedException {
            return String.valueOf(all.poll(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void h2loadGetsAnAnswerToEachRequest(@TempDir Path directory) {
        assumeTrue(
                run(directory, "h2load", "--version").ok(),
                "There is no h2load (package nghttp2-client), so it does not load the listener");

        Command.Result result =
                run(directory, "h2load", "-n", "5000", "-c", "10", "-m", "20", "https://127.0.0.1:" + port + "/plain");

        assertThat(result.output())
                .contains("Application protocol: h2")
                .contains("5000 total, 5000 started, 5000 done, 5000 succeeded, 0 failed, 0 errored, 0 timeout");
    }

    private static Command.Result run(Path directory, String... command) {
        return Command.run(directory, Map.of(), Duration.ofSeconds(180), List.of(command));
    }
}
