package io.underpass.it;

import static io.underpass.it.ApiDraft.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.underpass.wire.TestClient;
import io.underpass.wire.TestOrigin;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates that want too much get an error, and nobody else notices. */
class HostileTemplateTest {

    private static final String ENDLESS = "#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])"
            + "#set($x = $a + $b + $c)#end#end#end";
    private static final String HUGE =
            "#foreach($a in [1..1000])#foreach($b in [1..1000])" + "0123456789".repeat(10) + "#end#end";
    private static final String ERROR = "{\"message\": \"Internal server error\"}";

    /** More than there are event loops, so that one at least shares a loop with the template. */
    private static final int OTHERS = 2 * Runtime.getRuntime().availableProcessors() + 2;

    private final TestOrigin backend = TestOrigin.start();
    private final RunningEmulator emulator = new RunningEmulator();
    private final ControlCalls aws = new ControlCalls(emulator.endpoint());

    @AfterEach
    void stop() {
        emulator.close();
        backend.close();
    }

    @Test
    void othersAreAnsweredWhileATemplateLoops() {
        ApiDraft api = new ApiDraft(aws)
                .mock("/endless", "GET", "{statusCode: 200}" + ENDLESS, "done")
                .proxy("/plain", "GET", "http://127.0.0.1:" + backend.port() + "/", "")
                .deploy();
        List<TestClient> others = IntStream.range(0, OTHERS)
                .mapToObj(other -> TestClient.connect(aws.address()))
                .toList();
        try {
            // A second is what a template may take: whoever shares a thread with it gets one answer at most, each time.
            // On a machine that is busy others may get as few for another reason, but not each time.
            await().pollDelay(Duration.ZERO).until(() -> fewestAnswers(api, others) > 2);
        } finally {
            others.forEach(TestClient::close);
        }
    }

    /** Of the answers on each connection while the template runs. */
    private static int fewestAnswers(ApiDraft api, List<TestClient> others) {
        int[] answered = new int[OTHERS];
        ask(api, others, 0);
        CompletableFuture<TestClient.Response> hostile = CompletableFuture.supplyAsync(() -> api.get("/dev/endless"));
        while (!hostile.isDone()) {
            for (int other = 0; other < OTHERS; other++) {
                ask(api, others, other);
                answered[other] += hostile.isDone() ? 0 : 1;
            }
        }
        assertError(hostile.join(), 500, "InternalServerErrorException", ERROR);
        return IntStream.of(answered).min().orElse(0);
    }

    private static void ask(ApiDraft api, List<TestClient> others, int other) {
        TestClient.Response answer = others.get(other)
                .send("GET", "/dev/plain", "", "Host: " + api.host())
                .read();
        assertThat(answer.bodyText()).isEqualTo("OK");
    }

    @Test
    void aHundredMegabytesAreNotPrinted() {
        ApiDraft api = new ApiDraft(aws)
                .mock("/request", "GET", "{statusCode: 200}" + HUGE, "done")
                .mock("/response", "GET", HUGE)
                .deploy();
        assertError(api.get("/dev/request"), 500, "InternalServerErrorException", ERROR);
        assertError(api.get("/dev/response"), 500, "InternalServerErrorException", ERROR);
    }

    static Stream<String> waysToClass() {
        return Stream.of(
                "$input.class",
                "$input.getClass()",
                "$context.class.forName(`java.lang.Runtime`)",
                "$util.class.classLoader",
                "#set($s = `x`)$s.class.forName(`java.lang.Runtime`).getRuntime()",
                "#set($s = `x`)$s.getClass().getName()",
                "#set($l = [1])$l.class.name",
                "#set($m = {`a`: 1})$m.entrySet().class",
                "#foreach($e in [1])$foreach.class$foreach.parent.class#end",
                "$stageVariables.getClass().protectionDomain",
                "$input.path('$').getClass().name");
    }

    @ParameterizedTest
    @MethodSource("waysToClass")
    void whoReachesForJavaGetsAnError(String template) {
        ApiDraft api = new ApiDraft(aws).mock("/x", "GET", "<" + template + ">").deploy();
        assertError(api.get("/dev/x"), 500, "InternalServerErrorException", ERROR);
    }

    /** Of maps these are keys. */
    @ParameterizedTest
    @ValueSource(strings = {"$stageVariables.class.protectionDomain", "$input.path('$').class.name"})
    void aKeyThatIsNotThereLeadsNowhere(String template) {
        ApiDraft api = new ApiDraft(aws).mock("/x", "GET", "<" + template + ">").deploy();
        assertThat(api.get("/dev/x").bodyText()).isEqualTo("<>");
    }
}
