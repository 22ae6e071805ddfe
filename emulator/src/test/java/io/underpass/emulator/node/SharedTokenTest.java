package io.underpass.emulator.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharedTokenTest {

    private final SharedToken token = new SharedToken(Optional.of("secret"));

    @Test
    void whoKnowsItIsBelieved() {
        assertThat(token.refusal(showing("Bearer secret"))).isEmpty();
    }

    @Test
    void whoDoesNotIsToldWhatToSet() {
        assertThat(token.refusal(showing("Bearer secrets")).orElseThrow())
                .contains("UNDERPASS_NODE_TOKEN")
                .doesNotContain("secrets");
        assertThat(token.refusal(showing("secret"))).isPresent();
        assertThat(token.refusal(new DefaultHttpHeaders()).orElseThrow()).contains("--token");
    }

    @Test
    void anEdgeWithoutOneTakesNobody() {
        SharedToken none = new SharedToken(Optional.empty());

        assertThat(none.refusal(showing("Bearer ")).orElseThrow()).contains("--node-token");
        assertThat(none.refusal(new DefaultHttpHeaders())).isPresent();
    }

    @Test
    void settingsDoNotShowIt() {
        assertThat(NodeSettings.DEFAULTS.withToken("secret").toString()).doesNotContain("secret");
    }

    private static HttpHeaders showing(String authorization) {
        return new DefaultHttpHeaders().add("Authorization", authorization);
    }
}
