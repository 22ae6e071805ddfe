package io.underpass.alb.compile;

import static io.underpass.alb.compile.ConditionCompiler.compile;
import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.model.Cidr;
import io.underpass.alb.model.RuleCondition;
import io.underpass.alb.model.RuleCondition.QueryString.KeyValue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConditionCompilerTest {

    @ParameterizedTest(name = "host {0} on {1} is {2}")
    @CsvSource({
        "example.com, example.com, true",
        "EXAMPLE.com, example.com, true",
        "*.example.com, a.b.example.com, true",
        "*.example.com, example.com, false",
        "a?.example.com, ab.example.com, true"
    })
    void hostsMatchWithoutCase(String pattern, String host, boolean expected) {
        assertThat(compile(new RuleCondition.HostHeader(List.of(pattern)))
                        .matches(Facts.get("/").withHost(host)))
                .isEqualTo(expected);
    }

    @Test
    void r12HeaderValuesMatchWithoutCaseAndAnyOfThem() {
        CompiledCondition condition =
                compile(new RuleCondition.HttpHeader("User-Agent", List.of("*Chrome*", "*Safari*")));
        assertThat(condition.matches(Facts.get("/").withHeader("User-Agent", "foo SAFARI/1")))
                .isTrue();
        assertThat(condition.matches(Facts.get("/").withHeader("User-Agent", "curl")))
                .isFalse();
        assertThat(condition.matches(Facts.get("/"))).isFalse();
    }

    @Test
    void r13AnyOccurrenceOfTheHeaderCounts() {
        CompiledCondition condition = compile(new RuleCondition.HttpHeader("X-Env", List.of("prod")));
        assertThat(condition.matches(Facts.get("/").withHeader("x-ENV", "dev").withHeader("X-Env", "PROD")))
                .isTrue();
    }

    @Test
    void r15MethodsMatchByCase() {
        CompiledCondition condition = compile(new RuleCondition.HttpRequestMethod(List.of("GET", "HEAD")));
        assertThat(condition.matches(Facts.get("/").withMethod("HEAD"))).isTrue();
        assertThat(condition.matches(Facts.get("/").withMethod("get"))).isFalse();
        assertThat(condition.matches(Facts.get("/").withMethod("POST"))).isFalse();
    }

    @ParameterizedTest(name = "R17: query {0} is {1}")
    @CsvSource({
        "version=V1, true",
        "x=myExampleY, true",
        "version=v2, false",
        "a=b&VERSION=v1, true",
        "a=b&&example, false",
        "'', false",
        "aversion=v1, false"
    })
    void r17QueriesMatchByPair(String query, boolean expected) {
        CompiledCondition condition = compile(new RuleCondition.QueryString(
                List.of(new KeyValue(Optional.of("version"), "v1"), new KeyValue(Optional.empty(), "*example*"))));
        assertThat(condition.matches(Facts.get("/?" + query))).isEqualTo(expected);
    }

    @Test
    void queriesAreComparedUndecoded() {
        CompiledCondition condition =
                compile(new RuleCondition.QueryString(List.of(new KeyValue(Optional.of("q"), "a b"))));
        assertThat(condition.matches(Facts.get("/?q=a%20b"))).isFalse();
    }

    @ParameterizedTest(name = "{1} in {0} is {2}")
    @CsvSource({"10.0.0.0/8, 10.255.1.2, true", "10.0.0.0/8, 11.0.0.1, false", "2001:db8::/33, 2001:db8:7fff::1, true"})
    void sourcesMatchByBlock(String block, String source, boolean expected) {
        assertThat(compile(new RuleCondition.SourceIp(List.of(Cidr.parse(block).orElseThrow())))
                        .matches(Facts.get("/").from(source)))
                .isEqualTo(expected);
    }
}
