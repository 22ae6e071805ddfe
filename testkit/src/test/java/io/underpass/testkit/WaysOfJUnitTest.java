package io.underpass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** What tests may look like, in sequence and at the same time. */
class WaysOfJUnitTest {

    private static final int AT_ONCE = 4;

    @Test
    void classesThatShareAnEmulatorDoNotSeeEachOthersBeforeAll() {
        for (int i = 0; i < 3; i++) {
            succeeds(Run.allConcurrently(AT_ONCE, First.class, Second.class, Third.class), 12);
        }
    }

    @Test
    void nestedClassesThatRunAtTheSameTimeHaveTheirOwnBeginning() {
        succeeds(Run.allConcurrently(AT_ONCE, Around.class), 9);
        succeeds(Run.of(Around.class), 9);
    }

    @Test
    void oneInstanceForAllTestsHasOneEmulator() {
        succeeds(Run.of(OneInstance.class), 3);
        succeeds(Run.allConcurrently(AT_ONCE, OneInstance.class), 3);
    }

    @Test
    void parametersOfTheTestStandBesideThoseOfTheExtension() {
        succeeds(Run.of(Parameterized.class), 2);
    }

    @Test
    void aFailureBeforeATestTellsWhatHappened() {
        assertThat(Run.failures(Run.of(FailsBeforeEach.class)))
                .singleElement()
                .asString()
                .contains("Underpass saw 1 exchange in this test", "/orders/1");
        assertThat(Run.failures(Run.of(FailsBeforeAll.class)))
                .singleElement()
                .asString()
                .contains("Underpass saw 1 exchange in this test", "/orders/2");
    }

    @Test
    void testsThatAFactoryMakesTellWhatHappened() {
        assertThat(Run.failures(Run.of(Factory.class)))
                .singleElement()
                .asString()
                .contains("Underpass saw 1 exchange in this test", "/orders/3");
    }

    @Test
    void aTestThatIsGivenUpTellsNothing() {
        EngineExecutionResults results = Run.of(GivenUp.class);

        assertThat(results.testEvents().aborted().count()).isEqualTo(1);
        assertThat(Run.failures(results)).isEmpty();
    }

    private static void succeeds(EngineExecutionResults results, int tests) {
        assertThat(Run.failures(results)).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isEqualTo(tests);
    }

    private static List<String> apis(UnderpassExtension underpass) {
        return new ControlCalls(underpass.endpoint(), underpass.region())
                .apiGateway("GET", "/restapis", "").path("item").findValuesAsText("name").stream()
                        .sorted()
                        .toList();
    }

    private static void add(UnderpassExtension underpass, String api) {
        new ControlCalls(underpass.endpoint(), underpass.region())
                .apiGateway("POST", "/restapis", "{\"name\":\"" + api + "\"}");
    }

    /** The emulator of all classes that extend this one. */
    abstract static class Shared {

        @RegisterExtension
        static final UnderpassExtension underpass = UnderpassExtension.create();

        void seesAlone(String api) {
            assertThat(apis(underpass)).containsExactly(api);
            add(underpass, "left behind");
        }
    }

    static class First extends Shared {

        @BeforeAll
        static void begin() {
            add(underpass, "first");
        }

        @RepeatedTest(4)
        void sees() {
            seesAlone("first");
        }
    }

    static class Second extends Shared {

        @BeforeAll
        static void begin() {
            add(underpass, "second");
        }

        @RepeatedTest(4)
        void sees() {
            seesAlone("second");
        }
    }

    static class Third extends Shared {

        @BeforeAll
        static void begin() {
            add(underpass, "third");
        }

        @RepeatedTest(4)
        void sees() {
            seesAlone("third");
        }
    }

    static class Around {

        @RegisterExtension
        static final UnderpassExtension underpass = UnderpassExtension.create();

        @BeforeAll
        static void begin() {
            add(underpass, "around");
        }

        @RepeatedTest(3)
        void sees() {
            assertThat(apis(underpass)).containsExactly("around");
            add(underpass, "left behind");
        }

        @Nested
        class Within {

            @BeforeAll
            static void begin() {
                add(underpass, "within");
            }

            @RepeatedTest(3)
            void sees() {
                assertThat(apis(underpass)).containsExactly("around", "within");
                add(underpass, "left behind");
            }
        }

        @Nested
        class Beside {

            @BeforeAll
            static void begin() {
                add(underpass, "beside");
            }

            @RepeatedTest(3)
            void sees() {
                assertThat(apis(underpass)).containsExactly("around", "beside");
            }
        }
    }

    @TestInstance(Lifecycle.PER_CLASS)
    static class OneInstance {

        @RegisterExtension
        final UnderpassExtension underpass = UnderpassExtension.create();

        @BeforeAll
        void begin() {
            add(underpass, "one");
        }

        @RepeatedTest(3)
        void sees() {
            assertThat(apis(underpass)).containsExactly("one");
            add(underpass, "left behind");
        }
    }

    @UnderpassTest(targets = "orders", setUp = Shop.class)
    static class Parameterized {

        @ParameterizedTest
        @ValueSource(strings = {"1", "2"})
        void areFound(String id, @InvokeUrl URI shop, FakeTarget orders) {
            assertThat(Client.get(shop + "/orders/" + id).status()).isEqualTo(200);
            assertThat(orders.requests()).hasSize(1);
        }
    }

    @UnderpassTest(targets = "orders", setUp = Shop.class)
    static class FailsBeforeEach {

        @BeforeEach
        void ask(@InvokeUrl URI shop) {
            Client.get(shop + "/orders/1");
            Assertions.fail("before each");
        }

        @Test
        void neverRuns() {}
    }

    @UnderpassTest(targets = "orders", setUp = Shop.class)
    static class FailsBeforeAll {

        @BeforeAll
        static void ask(@InvokeUrl URI shop) {
            Client.get(shop + "/orders/2");
            Assertions.fail("before all");
        }

        @Test
        void neverRuns() {}
    }

    @UnderpassTest
    static class GivenUp {

        @Test
        void isNotForThisMachine() {
            Assumptions.abort("not here");
        }
    }

    @UnderpassTest(targets = "orders", setUp = Shop.class)
    static class Factory {

        @TestFactory
        List<DynamicTest> areMade(@InvokeUrl URI shop) {
            return List.of(
                    DynamicTest.dynamicTest("good", () -> {}),
                    DynamicTest.dynamicTest("bad", () -> {
                        Client.get(shop + "/orders/3");
                        Assertions.fail("made");
                    }));
        }
    }
}
