package io.underpass.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that say nothing are not used: a class is called by what it is. */
class NamesTest {

    private static final Set<String> EMPTY_WORDS =
            Set.of("util", "utils", "common", "commons", "helper", "helpers", "impl", "manager", "base");

    @Test
    void noPackageHasAnEmptyName() {
        List<String> found = UnderpassClasses.ALL.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .filter(name -> Arrays.stream(name.split("\\.")).anyMatch(EMPTY_WORDS::contains))
                .toList();

        assertThat(found).isEmpty();
    }

    @Test
    void noClassHasAnEmptyName() {
        List<String> found = UnderpassClasses.ALL.stream()
                .filter(type -> isEmptyName(type.getSimpleName()))
                .map(JavaClass::getName)
                .toList();

        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "StringUtils",
                "UtilCodec",
                "RouteHelper",
                "RuleImpl",
                "ConnectionManager",
                "BaseRoute",
                "CommonRule"
            })
    void emptyNamesAreRecognised(String name) {
        assertThat(isEmptyName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UtilizationMetric", "Implied", "BasePathMapping", "Baseline", "DatabaseUrl"})
    void wordsThatOnlyBeginAlikeAreNot(String name) {
        assertThat(isEmptyName(name)).isFalse();
    }

    /** The first or last word says nothing. {@code BasePathMapping} is AWS's own noun. */
    private static boolean isEmptyName(String simpleName) {
        String[] words = simpleName.split("(?<=[a-z0-9])(?=[A-Z])");
        String first = words[0].toLowerCase(Locale.ROOT);
        String last = words[words.length - 1].toLowerCase(Locale.ROOT);
        boolean awsNoun = simpleName.startsWith("BasePath");
        return (EMPTY_WORDS.contains(first) && !awsNoun) || EMPTY_WORDS.contains(last);
    }
}
