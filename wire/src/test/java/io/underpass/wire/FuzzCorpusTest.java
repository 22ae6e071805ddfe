package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs what the coverage-guided fuzzer ({@code -Pfuzz}) starts from and what it has found, without the fuzzer. The
 * folders are where it looks and writes.
 */
class FuzzCorpusTest {

    private static final Path CORPUS = Path.of("src", "test", "resources", "io", "underpass", "wire");

    @ParameterizedTest
    @MethodSource("requests")
    void requestsOfTheCorpusAreReadAsNettyReadsThemOrRefused(Path file) throws IOException {
        assertThat(DecoderProperties.checkRequests(Files.readAllBytes(file)).messages())
                .doesNotContainNull();
    }

    @ParameterizedTest
    @MethodSource("responses")
    void responsesOfTheCorpusAreReadAsNettyReadsThemOrRefused(Path file) throws IOException {
        assertThat(DecoderProperties.checkResponses(Files.readAllBytes(file), HttpMethod.GET)
                        .messages())
                .doesNotContainNull();
    }

    static List<Path> requests() {
        return files("RequestsFuzzInputs");
    }

    static List<Path> responses() {
        return files("ResponsesFuzzInputs");
    }

    private static List<Path> files(String folder) {
        try (Stream<Path> all = Files.walk(CORPUS.resolve(folder))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
