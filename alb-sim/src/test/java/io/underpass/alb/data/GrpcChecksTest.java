package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.underpass.alb.compile.HealthCheckPlan;
import io.underpass.alb.compile.ProtocolVersion;
import io.underpass.alb.model.HttpCodes;
import io.underpass.wire.EventLoops;
import io.underpass.wire.StreamOrigin;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GrpcChecksTest {

    private final OpenShop shop = new OpenShop(Map.of());
    private final EventLoops targetLoops = EventLoops.of(1);
    private final StreamOrigin target = new StreamOrigin(
            targetLoops,
            100,
            (request, answer) -> answer.head(true, "200", "content-type", "application/grpc", "grpc-status", "12"));

    @AfterEach
    void close() {
        shop.close();
        target.close();
        targetLoops.close();
    }

    @Test
    void theCodeDecidesWhereverItStands() throws Exception {
        assertThat(check(ProtocolVersion.GRPC, "12")).isInstanceOf(CheckResult.Passed.class);
        assertThat(check(ProtocolVersion.GRPC, "0"))
                .isInstanceOfSatisfying(
                        CheckResult.Failed.class,
                        failed -> assertThat(failed.description())
                                .isEqualTo("Health checks failed with these codes: [12]"));
        StreamOrigin.Request asked = target.requests().get(0);
        assertThat(asked.head().method()).hasToString("POST");
        assertThat(asked.path()).isEqualTo("/AWS.ALB/healthcheck");
        assertThat(asked.body()).isEqualTo("\0\0\0\0\0");
        assertThat(asked.head().get("content-type")).hasToString("application/grpc");
        target.behave((request, answer) -> {
            answer.head(false, "200", "content-type", "application/grpc");
            answer.data(false, "\0\0\0\0\0");
            answer.trailers("grpc-status", "0");
        });
        assertThat(check(ProtocolVersion.GRPC, "0-5")).isInstanceOf(CheckResult.Passed.class);
    }

    @Test
    void whatIsNotGrpcFails() throws Exception {
        target.behave((request, answer) -> answer.head(true, "404"));
        assertThat(check(ProtocolVersion.GRPC, "12")).isInstanceOf(CheckResult.Failed.class);
        target.behave((request, answer) -> answer.head(true, "200"));
        assertThat(check(ProtocolVersion.GRPC, "12")).isInstanceOf(CheckResult.Failed.class);
    }

    @Test
    void targetsOfHttp2AreAskedByHttp2() throws Exception {
        target.behave((request, answer) -> answer.head(true, "204"));
        assertThat(check(ProtocolVersion.HTTP2, "204")).isInstanceOf(CheckResult.Passed.class);
        assertThat(target.requests().get(0).head().method()).hasToString("GET");
    }

    private CheckResult check(ProtocolVersion version, String codes) throws Exception {
        EventLoop loop = shop.loops.next();
        HealthCheckPlan plan = new HealthCheckPlan(
                true,
                "HTTP",
                OptionalInt.empty(),
                "/AWS.ALB/healthcheck",
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                5,
                2,
                (version == ProtocolVersion.GRPC ? HttpCodes.parseGrpc(codes) : HttpCodes.parse(codes)).orElseThrow(),
                version,
                false);
        CompletableFuture<CheckResult> found = new CompletableFuture<>();
        HttpChecking checking =
                new HttpChecking("127.0.0.1", target.address().getPort(), shop, loop, new EventLoopTimer(loop));
        loop.execute(() -> checking.begin(plan, found::complete));
        return found.get(30, TimeUnit.SECONDS);
    }
}
