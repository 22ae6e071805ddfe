package io.underpass.gateway.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.compile.ApiFixture;
import io.underpass.gateway.data.GatewayMetrics.Counts;
import io.underpass.gateway.data.GatewayMetrics.Series;
import io.underpass.gateway.model.MethodSettings;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

class GatewayMetricsTest {

    private static final MethodSettings DETAILED =
            new MethodSettings(true, Optional.empty(), false, 5000, 10_000, false, 300, false, true, "");

    private final Gateway gateway = new Gateway(ApiFixture.snapshot(ApiFixture.api("abc")
            .route("GET", "/a")
            .route("GET", "/b")
            .loggedBy("dev", "", TreePMap.<String, MethodSettings>empty().plus("~1a/GET", DETAILED))));

    @Test
    void requestsAreCountedByStageAndWhereAskedForByMethod() {
        gateway.get("/dev/a");
        gateway.get("/dev/b");
        gateway.get("/dev/nowhere");
        gateway.backend.answers(502, "");
        gateway.get("/dev/a");
        gateway.get("/nowhere/a");

        var series = gateway.metrics().read();
        assertThat(series.keySet())
                .containsExactly(new Series("abc", "dev", "", ""), new Series("abc", "dev", "/a", "GET"));
        Counts stage = series.get(new Series("abc", "dev", "", ""));
        assertThat(stage.latency().count()).isEqualTo(4);
        assertThat(stage.clientErrors()).isEqualTo(1);
        assertThat(stage.serverErrors()).isEqualTo(1);
        assertThat(stage.integrationLatency().count()).isEqualTo(3);
        Counts method = series.get(new Series("abc", "dev", "/a", "GET"));
        assertThat(method.latency().count()).isEqualTo(2);
        assertThat(method.serverErrors()).isEqualTo(1);
    }

    @Test
    void whatIsGoneIsForgotten() {
        gateway.get("/dev/a");
        gateway.metrics().keepOnly(Set.of("xyz"));
        assertThat(gateway.metrics().read()).isEmpty();
    }
}
