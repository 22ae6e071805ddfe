package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The testkit's own tests, which its own build runs on JUnit 5, on the version of JUnit that is used here. */
class TestkitOnJUnit6Test {

    @Test
    void thisIsJUnit6() {
        assertThat(Test.class.getPackage().getImplementationVersion()).startsWith("6.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UnderpassExtensionTest",
                "UnderpassTestTest",
                "EmulatorOfEachTestTest",
                "FailureStoryTest",
                "WaysOfJUnitTest"
            })
    void theTestkitsTestsPass(String name) {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass("io.underpass.testkit." + name))
                .execute();

        List<Throwable> failures = results.allEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .flatMap(result -> result.getThrowable().stream())
                .toList();
        assertThat(failures).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isPositive();
    }
}
