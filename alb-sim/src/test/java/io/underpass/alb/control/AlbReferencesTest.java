package io.underpass.alb.control;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.underpass.alb.compile.AlbFixtures;
import io.underpass.alb.model.AlbState;
import io.underpass.alb.model.Rule;
import io.underpass.alb.model.RuleCondition;
import io.underpass.alb.model.RuleTransform;
import io.underpass.aws.state.UnreadableState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlbReferencesTest {

    private static void check(String regex, String rewritten) {
        Rule plain = AlbFixtures.rule(
                80, 1, AlbFixtures.answer("x"), new RuleCondition.PathPattern(List.of(), List.of("^/a", regex)));
        Rule rule = new Rule(
                plain.ruleArn(),
                plain.listenerArn(),
                1,
                plain.conditions(),
                plain.actions(),
                List.of(new RuleTransform(RuleTransform.URL_REWRITE, rewritten, "/")),
                plain.tags());
        AlbState state = AlbState.EMPTY
                .with(AlbFixtures.loadBalancer(Map.of()))
                .with(AlbFixtures.listener(80, AlbFixtures.answer("default")))
                .with(rule);
        new AlbReferences().check(state);
    }

    @Test
    void whatIsNoRegularExpressionIsRefusedWithItsPlace() {
        assertThatCode(() -> check("^/b$", "^/b$")).doesNotThrowAnyException();
        assertThatThrownBy(() -> check("(", "a"))
                .isInstanceOf(UnreadableState.class)
                .hasMessageContaining("regexValues")
                .hasMessageContaining("not a valid regular expression");
        assertThatThrownBy(() -> check("a", "(a{1000}){1000}"))
                .isInstanceOf(UnreadableState.class)
                .hasMessageContaining("transforms");
    }
}
