package io.underpass.gateway.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.gateway.model.ApiState;
import io.underpass.gateway.model.GatewayState;
import io.underpass.gateway.model.Resource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

class GatewayCompilerTest {

    private final GatewayCompiler compiler = new GatewayCompiler();
    private final ApiState first = ApiFixture.api("one").route("GET", "/a").deployedTo("dev");
    private final ApiState second = ApiFixture.api("two").route("GET", "/b").deployedTo("dev");
    private final GatewayState state = GatewayState.EMPTY.with(first).with(second);
    private final GatewaySnapshot snapshot = compiler.first(state);

    @Test
    void servesEachApisStages() {
        assertThat(stage(snapshot, "one").match("GET", "/a")).isPresent();
        assertThat(stage(snapshot, "one").match("GET", "/b")).isEmpty();
        assertThat(stage(snapshot, "two").match("GET", "/b")).isPresent();
        assertThat(snapshot.api("three")).isEmpty();
    }

    @Test
    void anEditThatIsNotDeployedChangesNothing() {
        Resource added = new Resource("new", Optional.of("root"), Optional.of("new"), "/new", TreePMap.empty());
        ApiState edited = first.with(added);
        GatewaySnapshot next = compiler.next(snapshot, state, state.with(edited));
        assertThat(next.api("one")).containsSame(snapshot.api("one").orElseThrow());
    }

    @Test
    void anApiThatDidNotChangeIsNotCompiledAgain() {
        ApiState changed = ApiFixture.api("two").route("GET", "/c").deployedTo("dev");
        GatewaySnapshot next = compiler.next(snapshot, state, state.with(changed));
        assertThat(next.api("one")).containsSame(snapshot.api("one").orElseThrow());
        assertThat(stage(next, "two").match("GET", "/c")).isPresent();
        assertThat(stage(next, "two").match("GET", "/b")).isEmpty();
    }

    @Test
    void aDeletedApiIsGone() {
        assertThat(compiler.next(snapshot, state, state.without("one")).api("one"))
                .isEmpty();
    }

    @Test
    void aNewStageReusesItsDeployment() {
        ApiState more = first.withStages(first.stages().plus("prod", ApiFixture.stage("prod", "dep1", Map.of())));
        GatewaySnapshot next = compiler.next(snapshot, state, state.with(more));
        CompiledApi api = next.api("one").orElseThrow();
        assertThat(api.stage("dev")).containsSame(stage(snapshot, "one"));
        assertThat(api.stage("prod").orElseThrow().deployment())
                .isSameAs(stage(snapshot, "one").deployment());
    }

    @Test
    void aStageVariableReachesItsStageOnly() {
        ApiState api = ApiFixture.api("abc")
                .route("GET", "/", method -> method.connectionId("${stageVariables.link}"))
                .deployedTo("dev", Map.of("link", "lnk1"));
        ApiState both =
                api.withStages(api.stages().plus("prod", ApiFixture.stage("prod", "dep1", Map.of("link", "lnk2"))));
        CompiledApi compiled = ApiFixture.snapshot(both).api("abc").orElseThrow();
        assertThat(link(compiled, "dev")).isEqualTo("lnk1");
        assertThat(link(compiled, "prod")).isEqualTo("lnk2");
    }

    @Test
    void aStageWhoseDeploymentIsMissingIsNotServed() {
        ApiState broken = first.withStages(first.stages().plus("x", ApiFixture.stage("x", "nope", Map.of())));
        assertThat(ApiFixture.snapshot(broken).api("one").orElseThrow().stage("x"))
                .isEmpty();
    }

    @Test
    void disablingTheEndpointActsWithTheNextStageUpdate() {
        ApiState disabled =
                first.withApi(ApiFixture.api("one").endpointDisabled().settings());
        GatewayState edited = state.with(disabled);
        GatewaySnapshot afterEdit = compiler.next(snapshot, state, edited);
        assertThat(afterEdit.api("one").orElseThrow().executeApiEndpointDisabled())
                .isFalse();

        ApiState updated =
                disabled.withStages(disabled.stages().plus("dev", ApiFixture.stage("dev", "dep1", Map.of("a", "b"))));
        GatewaySnapshot afterUpdate = compiler.next(afterEdit, edited, edited.with(updated));
        assertThat(afterUpdate.api("one").orElseThrow().executeApiEndpointDisabled())
                .isTrue();
    }

    @Test
    void anEndpointTypeActsAtOnceAndAlone() {
        GatewayState edited = state.with(first.withApi(
                ApiFixture.api("one").endpointType("PRIVATE").endpointDisabled().settings()));
        CompiledApi api = compiler.next(snapshot, state, edited).api("one").orElseThrow();
        assertThat(api.endpointType()).isEqualTo(EndpointType.PRIVATE);
        assertThat(api.executeApiEndpointDisabled()).isFalse();
        assertThat(api.stage("dev")).containsSame(stage(snapshot, "one"));
    }

    private static String link(CompiledApi api, String stageName) {
        CompiledStage stage = api.stage(stageName).orElseThrow();
        RoutePlan.Forward plan = (RoutePlan.Forward)
                stage.method(stage.match("GET", "/").orElseThrow().route()).plan();
        return ((Backend.Way.Link) ((Backend.Http) plan.backend()).way()).connectionId();
    }

    private static CompiledStage stage(GatewaySnapshot snapshot, String api) {
        return snapshot.api(api).orElseThrow().stage("dev").orElseThrow();
    }
}
