package io.underpass.it.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@code examples/many-albs}: twenty load balancers behind one link, a thousand requests to each. */
@ResourceLock(ContainerEngine.ONE_AT_A_TIME)
class ManyAlbsTest {

    private static final Duration LIMIT = Duration.ofSeconds(900);

    @Test
    void everyAnswerIsFromTheRightOne() {
        ContainerEngine.assumePresent();
        try (ComposeProject project = ComposeProject.up("underpass-it-many", "examples/many-albs")) {
            Command.Result check = check(project.invoke().toString());

            assertThat(check.output()).contains("20000 answers from the right load balancer, 0 not");
            assertThat(check.status()).isZero();

            // And it would tell: an API whose path leads elsewhere answers for none of them.
            Command.Result wrong = check(project.invoke() + "/team-1", "1");
            assertThat(wrong.status()).isEqualTo(1);
            assertThat(wrong.output()).contains("0 answers from the right load balancer, 20 not");
        }
    }

    private static Command.Result check(String... arguments) {
        List<String> command = new ArrayList<>(List.of("examples/many-albs/check"));
        command.addAll(List.of(arguments));
        return Command.run(Command.ROOT, Map.of(), LIMIT, command);
    }
}
