package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.compile.ApiFixture;
import io.underpass.gateway.compile.StageFixture;
import io.underpass.gateway.model.MethodSettings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CanaryTest {

    private static ApiFixture api(String header) {
        return ApiFixture.api("abc")
                .route(
                        "GET",
                        "/pets",
                        method -> method.uri("http://${stageVariables.host}/")
                                .map("header." + header, "context.isCanaryRequest")
                                .map("header.Deployment", "context.deploymentId")
                                .map("header.Color", "stageVariables.color"));
    }

    private static Gateway gateway(double percent) {
        return Gateway.of(StageFixture.of(api("Old"))
                .variable("host", "old.internal")
                .variable("color", "blue")
                .canary(percent, api("New"), Map.of("host", "new.internal"), false)
                .state());
    }

    @Test
    void aCanaryGetsItsShareAndItsVariables() {
        Gateway gateway = gateway(25);

        gateway.draw = 0.2499;
        assertThat(gateway.get("/dev/pets").status()).isEqualTo(200);
        assertThat(gateway.backend.sent("New")).isEqualTo("true");
        assertThat(gateway.backend.sent("Deployment")).isEqualTo("dep2");
        assertThat(gateway.backend.sent("Color")).isEqualTo("blue");
        assertThat(gateway.backend.endpoint.host()).isEqualTo("new.internal");

        gateway.draw = 0.25;
        assertThat(gateway.get("/dev/pets").status()).isEqualTo(200);
        assertThat(gateway.backend.sent("Old")).isEqualTo("false");
        assertThat(gateway.backend.sent("Deployment")).isEqualTo("dep1");
        assertThat(gateway.backend.endpoint.host()).isEqualTo("old.internal");
    }

    @Test
    void aCanaryLogsItsExecutionsApart() {
        MethodSettings logged =
                new MethodSettings(false, Optional.of("INFO"), false, 5000, 10_000, false, 300, false, true, "");
        Gateway gateway = Gateway.of(StageFixture.of(api("Old"))
                .variable("host", "old.internal")
                .method("*/*", logged)
                .canary(25, api("New"), Map.of("host", "new.internal"), false)
                .state());
        gateway.draw = 0.1;
        gateway.get("/dev/pets");

        assertThat(gateway.logged("API-Gateway-Execution-Logs_abc/dev")).isEmpty();
        assertThat(gateway.logged("API-Gateway-Execution-Logs_abc/dev/Canary")).isNotEmpty();
    }

    @Test
    void noPercentIsNobodyAndAllIsEverybody() {
        Gateway none = gateway(0);
        none.get("/dev/pets");
        assertThat(none.backend.sent("Old")).isEqualTo("false");

        Gateway all = gateway(100);
        all.draw = 0.999999;
        all.get("/dev/pets");
        assertThat(all.backend.sent("New")).isEqualTo("true");
    }

    @Test
    void aStageWithoutCanarySaysNothingOfIt() {
        Gateway gateway = Gateway.of(
                StageFixture.of(api("Old")).variable("host", "old.internal").state());

        gateway.get("/dev/pets");

        assertThat(gateway.backend.request.head().headers().contains("Old")).isFalse();
    }

    @Test
    void aTracedStageSamplesWhatBringsNoDecision() {
        Gateway traced = Gateway.of(StageFixture.of(api("Old"))
                .variable("host", "old.internal")
                .traced()
                .state());

        traced.get("/dev/pets");
        assertThat(traced.backend.sent("X-Amzn-Trace-Id")).endsWith(";Sampled=1");

        traced.serve(Gateway.request("GET", "/dev/pets")
                .field("X-Amzn-Trace-Id", "Root=1-00000000-000000000000000000000000;Sampled=0"));
        assertThat(traced.backend.sent("X-Amzn-Trace-Id")).endsWith(";Sampled=0");

        Gateway untraced = Gateway.of(
                StageFixture.of(api("Old")).variable("host", "old.internal").state());
        untraced.get("/dev/pets");
        assertThat(untraced.backend.sent("X-Amzn-Trace-Id")).endsWith(";Sampled=0");
    }
}
