package io.underpass.alb.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.underpass.alb.model.Action;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ActionCompilerTest {

    private static final RedirectTemplate.Source REQUEST =
            new RedirectTemplate.Source("http", "example.com", 80, "p", "q=1");

    @Test
    void a1RedirectsKeepWhatIsNotReplaced() {
        assertThat(location("HTTPS", "#{host}", "40443", "/#{path}", "#{query}"))
                .isEqualTo("https://example.com:40443/p?q=1");
    }

    @Test
    void redirectsNameThePortAndLeaveAnEmptyQueryOut() {
        assertThat(location("#{protocol}", "other.com", "#{port}", "/x", "")).isEqualTo("http://other.com:80/x");
    }

    @Test
    void redirectsTakePlaceholdersInOtherPlaces() {
        assertThat(location("HTTPS", "a.#{host}", "443", "/#{host}/#{port}/#{path}", "from=#{protocol}&#{query}"))
                .isEqualTo("https://a.example.com:443/example.com/80/p?from=http&q=1");
    }

    @Test
    void textThatIsNoPlaceholderStays() {
        assertThat(location("HTTPS", "#{host}", "443", "/#{nothing}/#{path", ""))
                .isEqualTo("https://example.com:443/#{nothing}/#{path");
    }

    @Test
    void groupsTakeTurnsByWeight() {
        List<String> turns = WeightedTurns.of(List.of(AlbFixtures.weighted("a", 20), AlbFixtures.weighted("b", 80)));
        assertThat(turns).hasSize(5);
        assertThat(Collections.frequency(turns, AlbFixtures.groupArn("a"))).isEqualTo(1);
    }

    @Test
    void a12WeightZeroGetsNoTurn() {
        assertThat(WeightedTurns.of(List.of(AlbFixtures.weighted("a", 0), AlbFixtures.weighted("b", 1))))
                .containsExactly(AlbFixtures.groupArn("b"));
        assertThat(WeightedTurns.of(List.of(AlbFixtures.weighted("a", 0)))).isEmpty();
    }

    @Test
    void turnsAreSpreadEvenly() {
        assertThat(WeightedTurns.of(List.of(AlbFixtures.weighted("a", 2), AlbFixtures.weighted("b", 2))))
                .containsExactly(AlbFixtures.groupArn("a"), AlbFixtures.groupArn("b"));
    }

    private static String location(String protocol, String host, String port, String path, String query) {
        CompiledAction action = ActionCompiler.compile(
                List.of(new Action.Redirect(Optional.empty(), protocol, port, host, path, query, "HTTP_301")));
        return ((CompiledAction.Redirect) action).location(REQUEST);
    }
}
