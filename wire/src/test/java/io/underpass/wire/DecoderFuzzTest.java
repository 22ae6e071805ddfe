package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import io.underpass.wire.Reading.Progress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Feeds the decoders with messages made by a grammar, whole and damaged. Always the same ones; with
 * {@code -Dunderpass.fuzz.seconds=60} each test goes on with others for that long, with {@code -Dunderpass.fuzz.seed=N}
 * it runs one alone, which a failure names.
 */
class DecoderFuzzTest {

    private static final int RUNS = 400;
    private static final HttpMethod[] METHODS = {HttpMethod.GET, HttpMethod.POST, HttpMethod.HEAD};

    @Test
    void validRequestsAreReadToTheirEnd() {
        run(random -> {
            byte[] bytes = new HttpGrammar(random).requests();
            Reading reading = checked(bytes, () -> DecoderProperties.checkRequests(bytes));
            assertThat(reading.end()).as(() -> escaped(bytes)).isEmpty();
            assertThat(reading.messages().get(reading.messages().size() - 1).start())
                    .isEqualTo("GET /next HTTP/1.1");
        });
    }

    @Test
    void damagedRequestsAreReadAsNettyReadsThemOrRefused() {
        run(random -> {
            byte[] bytes = new Mutation(random).of(new HttpGrammar(random).requests());
            checked(bytes, () -> DecoderProperties.checkRequests(bytes));
        });
    }

    @Test
    void validResponsesAreReadToTheirEnd() {
        run(random -> {
            HttpMethod method = METHODS[random.nextInt(METHODS.length)];
            byte[] bytes = new HttpGrammar(random).responses(method);
            Reading reading = checked(bytes, () -> DecoderProperties.checkResponses(bytes, method));
            assertThat(reading.end()).as(() -> escaped(bytes)).isEmpty();
            assertThat(reading.messages()).allMatch(message -> message.progress() == Progress.COMPLETE);
        });
    }

    @Test
    void damagedResponsesAreReadAsNettyReadsThemOrRefused() {
        run(random -> {
            HttpMethod method = METHODS[random.nextInt(METHODS.length)];
            byte[] bytes = new Mutation(random).of(new HttpGrammar(random).responses(method));
            checked(bytes, () -> DecoderProperties.checkResponses(bytes, method));
        });
    }

    private static void run(Consumer<Random> property) {
        Long only = Long.getLong("underpass.fuzz.seed");
        if (only != null) {
            property.accept(new Random(only));
            return;
        }
        for (long seed = 0; seed < RUNS; seed++) {
            runOne(property, seed);
        }
        long end = System.nanoTime()
                + Duration.ofSeconds(Long.getLong("underpass.fuzz.seconds", 0)).toNanos();
        for (long seed = System.nanoTime(); System.nanoTime() < end; seed++) {
            runOne(property, seed);
        }
    }

    private static void runOne(Consumer<Random> property, long seed) {
        try {
            property.accept(new Random(seed));
        } catch (Throwable e) {
            throw new AssertionError("with -Dunderpass.fuzz.seed=" + seed + ": " + e.getMessage(), e.getCause());
        }
    }

    private interface Check {
        Reading run();
    }

    private static Reading checked(byte[] bytes, Check check) {
        try {
            return check.run();
        } catch (Throwable e) {
            throw new AssertionError(escaped(bytes) + ": " + e, e);
        }
    }

    private static String escaped(byte[] bytes) {
        StringBuilder text = new StringBuilder("\"");
        for (char c : new String(bytes, StandardCharsets.ISO_8859_1).toCharArray()) {
            switch (c) {
                case '\r' -> text.append("\\r");
                case '\n' -> text.append("\\n");
                default -> text.append(c < ' ' || c > '~' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return text.append('"').toString();
    }
}
