package io.underpass.emulator.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.underpass.acm.model.CertificateState;
import io.underpass.alb.compile.AlbCompiler;
import io.underpass.alb.model.AlbState;
import io.underpass.aws.RandomIds;
import io.underpass.aws.Scope;
import io.underpass.aws.control.ControlState;
import io.underpass.aws.control.LocalCalls;
import io.underpass.aws.control.Operation;
import io.underpass.aws.restjson.Route;
import io.underpass.gateway.compile.GatewayCompiler;
import io.underpass.gateway.model.GatewayState;
import io.underpass.vpclink.LinkNetworks;
import io.underpass.vpclink.compile.VpcLinkCompiler;
import io.underpass.vpclink.control.VpcLinkOperations;
import io.underpass.vpclink.control.VpcLinkSettings;
import io.underpass.vpclink.model.VpcLinkState;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ApplicationTest {

    private final List<Integer> linksSeen = new ArrayList<>();
    private final ControlState<VpcLinkState, ?> links = new ControlState<>(
            VpcLinkState.EMPTY,
            new VpcLinkCompiler(),
            snapshot -> linksSeen.add(snapshot.links().size()));
    private final List<Operation<VpcLinkState>> linkOperations = VpcLinkOperations.routes(
                    VpcLinkSettings.DEFAULT, (scope, id) -> List.of(), LinkNetworks.UNKNOWN, (link, now) -> false)
            .stream()
            .map(Route::operation)
            .toList();

    /** With operations for links alone: any other fails, and not as a refusal. */
    private final Application application = new Application(
            new ControlCalls(
                    calls(ControlState.uncompiled(CertificateState.EMPTY), List.of()),
                    calls(new ControlState<>(AlbState.EMPTY, new AlbCompiler()), List.of()),
                    calls(links, linkOperations),
                    calls(new ControlState<>(GatewayState.EMPTY, new GatewayCompiler()), List.of())),
            new Scope("000000000000", "us-east-1"),
            () -> URI.create("http://127.0.0.1:4566"));

    private static <S> LocalCalls<S> calls(ControlState<S, ?> control, List<Operation<S>> operations) {
        return new LocalCalls<>(control, operations, new RandomIds(new Random(7)), InstantSource.system());
    }

    @Test
    void whatNobodyForesawIsTakenBackToo() {
        Description description = Description.of("shop")
                .link("private")
                .api("shop", "test", api -> api.route("GET /", route -> route.answer(200, "text/plain", "x")));

        assertThatThrownBy(() -> application.apply(description))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no operation CreateRestApi");

        assertThat(linksSeen).containsExactly(1, 0);
        assertThat(links.state()).isEqualTo(VpcLinkState.EMPTY);
    }
}
