package io.underpass.emulator.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.underpass.aws.AwsError;
import io.underpass.aws.Scope;
import io.underpass.aws.control.ControlState;
import io.underpass.aws.state.Row;
import io.underpass.vpclink.compile.VpcLinkCompiler;
import io.underpass.vpclink.compile.VpcLinkSnapshot;
import io.underpass.vpclink.control.LinkReferences;
import io.underpass.vpclink.model.LinkLife;
import io.underpass.vpclink.model.VpcLink;
import io.underpass.vpclink.model.VpcLinkState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

class EmulatorStateTest {

    private final FailingStore store = new FailingStore();
    private final ControlState<VpcLinkState, VpcLinkSnapshot> links =
            new ControlState<>(VpcLinkState.EMPTY, new VpcLinkCompiler());
    private final EmulatorState state = new EmulatorState(
            store, List.of(new Domain<>("apigatewayv2", VpcLinkState.class, links, new LinkReferences())));

    @Test
    void aChangeThatCannotBeKeptFailsWithPathAndReasonAndIsNotMade() throws Exception {
        state.restore();
        store.full = true;

        assertThatThrownBy(() -> links.publish(VpcLinkState.EMPTY.with(link())))
                .isInstanceOfSatisfying(AwsError.class, error -> {
                    assertThat(error.status()).isEqualTo(500);
                    assertThat(error.code()).isEqualTo("InternalFailure");
                    assertThat(error.text()).isEqualTo("The change was not made: cannot write /state: disk full");
                });
        assertThat(links.state()).isEqualTo(VpcLinkState.EMPTY);
        assertThat(links.snapshot().links()).isEmpty();

        store.full = false;
        links.publish(VpcLinkState.EMPTY.with(link()));

        assertThat(links.snapshot().links()).containsOnlyKeys("abc123");
    }

    @Test
    void anImportThatCannotBeKeptChangesNothing() throws Exception {
        state.restore();
        JsonNode empty = state.export();
        links.publish(VpcLinkState.EMPTY.with(link()));
        JsonNode before = state.export();
        store.full = true;

        assertThatThrownBy(() -> state.replace(empty)).isInstanceOf(StateFailure.class);

        assertThat(state.export()).isEqualTo(before);
        assertThat(links.snapshot().links()).hasSize(1);
    }

    private static VpcLink link() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        return new VpcLink(
                new Scope("000000000000", "us-east-1"),
                "abc123",
                "my-link",
                List.of("subnet-a"),
                List.of(),
                TreePMap.empty(),
                LinkLife.begun(now, now, Optional.empty()));
    }

    private static final class FailingStore implements StateStore {

        private boolean full;

        @Override
        public Map<String, SortedMap<String, String>> load() {
            return Map.of();
        }

        @Override
        public void keep(List<Row> changes) throws StateFailure {
            if (full) {
                throw new StateFailure("cannot write /state: disk full");
            }
        }

        @Override
        public void close() {}
    }
}
