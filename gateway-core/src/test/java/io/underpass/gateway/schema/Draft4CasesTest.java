package io.underpass.gateway.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Compares our judgement with that of another validator, on schemas drawn at random (draft4-cases.py). */
class Draft4CasesTest {

    @Test
    void judgesAsPythonsJsonschemaDoes() throws IOException {
        List<String> cases = cases();

        assertThat(cases).hasSize(600);
        for (String line : cases) {
            String[] cells = line.split("\t");
            SchemaVerdict verdict =
                    ModelSchemas.of("api1", Map.of("M", cells[0])).compile("M").check(cells[1]);
            if (cells[2].equals("true")) {
                assertThat(verdict).as(line).isEqualTo(SchemaVerdict.VALID);
            } else {
                assertThat(verdict).as(line).isInstanceOf(SchemaVerdict.Invalid.class);
            }
        }
    }

    @Test
    void acceptsTheSchemasThatItJudgedBy() throws IOException {
        for (String line : cases()) {
            assertThat(ModelSchemas.problems("api1", line.split("\t")[0], Set.of()))
                    .as(line)
                    .isEmpty();
        }
    }

    private static List<String> cases() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Draft4CasesTest.class.getResourceAsStream("draft4-cases.tsv")),
                StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }
}
