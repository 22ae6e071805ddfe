package io.underpass.vpclink.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.aws.Scope;
import io.underpass.aws.state.StateJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

class VpcLinkStateJsonTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    @Test
    void everythingComesBackAsItWas() {
        VpcLink link = new VpcLink(
                new Scope("000000000000", "us-east-1"),
                "abc123",
                "my-link",
                List.of("subnet-a", "subnet-b"),
                List.of("sg-1"),
                TreePMap.<String, String>empty().plus("k", "v"),
                LinkLife.begun(NOW, NOW.plusSeconds(3), Optional.of("no subnet")));
        VpcLinkState state = VpcLinkState.EMPTY
                .with(link)
                .with(new VpcLink(
                        link.scope(),
                        "def456",
                        "leaving",
                        List.of(),
                        List.of(),
                        TreePMap.empty(),
                        LinkLife.begun(NOW, NOW, Optional.empty())
                                .deleting(new LinkLife.Deletion(NOW.plusMillis(1), NOW.plusSeconds(9)))))
                .with(new VpcLinkV1(
                        link.scope(),
                        "ghi789",
                        "first-version",
                        Optional.of("to an NLB"),
                        List.of("arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/n/0123456789abcdef"),
                        TreePMap.<String, String>empty().plus("k", "v"),
                        LinkLife.begun(NOW, NOW.plusSeconds(3), Optional.of("NLB ARN is malformed"))));

        assertThat(StateJson.read(StateJson.text(state), VpcLinkState.class)).isEqualTo(state);
    }
}
