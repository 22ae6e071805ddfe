package io.underpass.aws.restjson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTemplateTest {

    @Test
    void placeholdersTakeDecodedSegments() {
        PathTemplate template = PathTemplate.of("/restapis/{id}/stages/{stage}");

        assertThat(template.match("/restapis/a1b2/stages/x%2Fy+z")).contains(Map.of("id", "a1b2", "stage", "x/y+z"));
        assertThat(template).hasToString("/restapis/{id}/stages/{stage}");
    }

    @ParameterizedTest
    @CsvSource({
        "/a/{id}, /a",
        "/a/{id}, /a/",
        "/a/{id}, /b/1",
        "/a/{id}, /a/1/2",
        "/a/{id}, /a/1/",
        "/a, /a/",
        "/a, /A",
        "/t/{arn+}, /t",
        "/t/{arn+}, /t/",
        "/a, ''"
    })
    void otherPathsDoNotMatch(String template, String path) {
        assertThat(PathTemplate.of(template).match(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/t/arn:aws:x, arn:aws:x",
        "/t/arn%3Aaws%3Ax%2Fy, arn:aws:x/y",
        "/t/arn:aws:x/y/z, arn:aws:x/y/z",
        "/t/arn:aws::%2Fa/b, arn:aws::/a/b",
        "/t/arn:aws:://a, arn:aws:://a"
    })
    void greedyPlaceholderTakesTheRest(String path, String value) {
        assertThat(PathTemplate.of("/t/{arn+}").match(path)).contains(Map.of("arn", value));
    }

    @Test
    void brokenPercentEncodingIsReported() {
        assertThatThrownBy(() -> PathTemplate.of("/a/{id}").match("/a/%zz"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(PathTemplate.of("/b/{id}").match("/a/%zz")).isEmpty();
    }

    @Test
    void rootMatchesItself() {
        assertThat(PathTemplate.of("/").match("/")).contains(Map.of());
    }
}
