package io.underpass.emulator.description.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.emulator.description.Description;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The page about descriptions, the example and the README are what the reader takes. */
@EnabledIf("inTheSourceTree")
class DescriptionPageTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    static boolean inTheSourceTree() {
        return Files.exists(ROOT.resolve("docs/description.md"));
    }

    @Test
    void thePageHasTheWholeVocabulary() throws IOException {
        assertThat(Files.readString(ROOT.resolve("docs/description.md")))
                .as("docs/description.md, of which Part.tables() is a part")
                .contains(Part.tables());
    }

    @Test
    void whatThePagesShowCanBeRead() throws IOException {
        for (String page : new String[] {"docs/description.md", "README.md"}) {
            Matcher matcher = YAML.matcher(Files.readString(ROOT.resolve(page)));
            int shown = 0;
            while (matcher.find()) {
                if (matcher.group(1).contains("loadBalancers:")) {
                    DescriptionFile.parse(page, matcher.group(1));
                    shown++;
                }
            }
            assertThat(shown).as(page).isPositive();
        }
    }

    @Test
    void theExampleCanBeRead() throws IOException {
        Description description = DescriptionFile.read(ROOT.resolve("examples/declarative/shop.yaml"))
                .description();

        assertThat(description.name()).isEqualTo("shop");
        assertThat(description.loadBalancers()).hasSize(2);
    }
}
