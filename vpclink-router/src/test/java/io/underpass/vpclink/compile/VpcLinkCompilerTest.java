package io.underpass.vpclink.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.aws.Scope;
import io.underpass.vpclink.SubnetBlocks;
import io.underpass.vpclink.model.LinkLife;
import io.underpass.vpclink.model.VpcLink;
import io.underpass.vpclink.model.VpcLinkState;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

class VpcLinkCompilerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private final VpcLinkCompiler compiler = new VpcLinkCompiler();

    @Test
    void everySubnetGetsItsOwnPrivateAddress() {
        VpcLinkSnapshot snapshot = compiler.first(VpcLinkState.EMPTY.with(link("abc123")));

        List<InetAddress> addresses = snapshot.links().get("abc123").addresses();
        assertThat(addresses).hasSize(2).doesNotHaveDuplicates();
        assertThat(addresses).allSatisfy(address -> {
            assertThat(address.getHostAddress()).startsWith("172.31.");
            assertThat(address.getAddress()[3] & 0xff).isBetween(4, 254);
        });
    }

    @Test
    void addressLiesInItsSubnet() {
        SubnetBlocks blocks = (scope, subnet) -> Optional.of(new SubnetBlocks.Block(0x0a000110L, 16));

        VpcLinkSnapshot snapshot = new VpcLinkCompiler(blocks).first(VpcLinkState.EMPTY.with(link("abc123")));

        assertThat(snapshot.links().get("abc123").addresses()).allSatisfy(address -> {
            assertThat(address.getHostAddress()).startsWith("10.0.1.");
            assertThat(address.getAddress()[3] & 0xff).isBetween(20, 30);
        });
    }

    @Test
    void addressesAreTheSameInEveryRun() {
        VpcLinkState state = VpcLinkState.EMPTY.with(link("abc123"));

        assertThat(compiler.first(state).links().get("abc123").addresses())
                .isEqualTo(
                        new VpcLinkCompiler().first(state).links().get("abc123").addresses());
    }

    @Test
    void unchangedLinkKeepsItsCompiledForm() {
        VpcLinkState before = VpcLinkState.EMPTY.with(link("aaaaaa")).with(link("bbbbbb"));
        VpcLinkSnapshot previous = compiler.first(before);
        VpcLinkState after = before.with(before.links().get("bbbbbb").named("renamed"));

        VpcLinkSnapshot next = compiler.next(previous, before, after);

        assertThat(next.links().get("aaaaaa")).isSameAs(previous.links().get("aaaaaa"));
        assertThat(next.links().get("bbbbbb").link().name()).isEqualTo("renamed");
    }

    private static VpcLink link(String id) {
        return new VpcLink(
                new Scope("000000000000", "us-east-1"),
                id,
                "edge",
                List.of("subnet-a", "subnet-b"),
                List.of(),
                TreePMap.empty(),
                LinkLife.begun(NOW, NOW, Optional.empty()));
    }
}
