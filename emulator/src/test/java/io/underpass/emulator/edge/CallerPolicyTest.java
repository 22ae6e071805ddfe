package io.underpass.emulator.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerPolicyTest {

    private final CallerPolicy policy = new CallerPolicy(Set.of("emulator.example.com"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:4566",
                "127.0.0.1:4566",
                "[::1]:4566",
                "edge:4566",
                "apigateway.us-east-1.amazonaws.com",
                "localhost.localstack.cloud:4566",
                "host.docker.internal:4566",
                "EMULATOR.example.com"
            })
    void answersToNamesThatMeanThisMachineOrAreAllowed(String host) {
        assertThat(refusal("Host", host)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attacker.example.org",
                "localhost.attacker.org:4566",
                "ec2-192-0-2-1.compute-1.amazonaws.com",
                "x.us-east-1.elb.amazonaws.com",
                "[::1",
                ""
            })
    void refusesNamesThatAPageCouldHavePointedHere(String host) {
        assertThat(refusal("Host", host)).get().asString().contains("--allowed-host");
    }

    @Test
    void refusesPagesOfOtherOrigins() {
        assertThat(refusal("Host", "localhost", "Origin", "https://attacker.example.org"))
                .isPresent();
        assertThat(refusal("Host", "localhost", "Origin", "null")).isPresent();
        assertThat(refusal("Host", "localhost", "Origin", "http://192.0.2.1")).isPresent();
        assertThat(refusal("Host", "localhost", "Sec-Fetch-Site", "cross-site")).isPresent();
        assertThat(refusal("Host", "localhost", "Sec-Fetch-Site", "same-site")).isPresent();
    }

    @Test
    void answersPagesOfItsOwn() {
        assertThat(refusal("Host", "localhost", "Origin", "http://localhost:4566"))
                .isEmpty();
    }

    private Optional<String> refusal(String... headers) {
        DefaultHttpHeaders fields = new DefaultHttpHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(headers[i], headers[i + 1]);
        }
        return policy.refusal(fields);
    }
}
