package io.underpass.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AwsErrorTest {

    @Test
    void membersKeepTheirOrder() {
        Map<String, String> members = new LinkedHashMap<>();
        for (String name : new String[] {"z", "m", "a", "q", "b"}) {
            members.put(name, "value");
        }

        assertThat(new AwsError(400, "BadRequestException", "no", members)
                        .members()
                        .keySet())
                .containsExactly("z", "m", "a", "q", "b");
    }

    @Test
    void refusalNamesWhatIsNotEmulated() {
        AwsError error = AwsError.notEmulated("apigateway CreateUsagePlan");

        assertThat(error.status()).isEqualTo(501);
        assertThat(error).hasMessage("Underpass does not emulate apigateway CreateUsagePlan yet.");
    }
}
