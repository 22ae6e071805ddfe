package io.underpass.it.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@code examples/compose-one-container}, and the image that it runs. */
@ResourceLock(ContainerEngine.ONE_AT_A_TIME)
class OneContainerTest {

    @Test
    void theTutorialAnswersAndTheContainerIsAsTightAsPromised() {
        ContainerEngine.assumePresent();
        try (ComposeProject project = ComposeProject.up("underpass-it-one", "examples/compose-one-container")) {
            Caller caller = new Caller(project.invoke());

            assertThat(caller.answer("/internal-alb").orElseThrow().body()).contains("Hello from internal ALB");
            assertThat(caller.instance("/orders/42")).isPresent();
            assertThat(caller.instance("/payments/42")).isPresent();

            String edge = project.container("underpass", 1);
            assertThat(ContainerEngine.succeed("exec", edge, "id", "-u")).isEqualTo("10001");
            assertThat(ContainerEngine.docker("exec", edge, "touch", "/tmp/file")
                            .ok())
                    .as("the root file system is written to")
                    .isFalse();
            assertThat(ContainerEngine.succeed("logs", edge)).contains("Ready.");

            ContainerEngine.succeed("stop", edge);
            assertThat(ContainerEngine.succeed("inspect", "--format", "{{.State.ExitCode}}", edge))
                    .isEqualTo("0");
        }
    }
}
