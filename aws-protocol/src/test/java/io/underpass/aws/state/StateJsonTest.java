package io.underpass.aws.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.underpass.aws.Derived;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

class StateJsonTest {

    private static final String SMALL = "{\"since\":\"2026-01-02T03:04:05.000000006Z\",\"shape\":%s}";

    @Test
    void everythingComesBackAsItWas() {
        Drawing drawing = drawing();

        String text = StateJson.text(drawing);

        assertThat(StateJson.read(text, Drawing.class)).isEqualTo(drawing);
        assertThat(StateJson.text(StateJson.read(text, Drawing.class))).isEqualTo(text);
    }

    @Test
    void aRecordOfASealedTypeIsNamed() {
        assertThat(StateJson.text(small(new Shape.Circle(3))))
                .isEqualTo(SMALL.formatted("{\"@type\":\"Circle\",\"radius\":3}"));
        assertThat(StateJson.text(small(new Shape.Nothing()))).isEqualTo(SMALL.formatted("{\"@type\":\"Nothing\"}"));
    }

    @Test
    void whatIsEmptyIsLeftOut() {
        assertThat(StateJson.text(small(new Shape.Nothing())))
                .doesNotContain("note")
                .doesNotContain("tags");
        assertThat(StateJson.read(SMALL.formatted("{\"@type\":\"Nothing\"}"), Drawing.class))
                .isEqualTo(small(new Shape.Nothing()));
    }

    @Test
    void anEmptyMapThatIsGivenIsToldFromNone() {
        Drawing none = drawing();
        Drawing given = new Drawing(
                none.since(),
                none.shape(),
                none.pause(),
                none.note(),
                none.flag(),
                none.parts(),
                none.unordered(),
                none.tags(),
                Optional.of(Map.of()),
                none.color(),
                none.text());

        assertThat(StateJson.read(StateJson.text(given), Drawing.class)).isEqualTo(given);
        assertThat(given).isNotEqualTo(none);
    }

    @Test
    void mapsWithoutOrderAreWrittenByTheirKeys() {
        Map<String, Long> oneWay = new HashMap<>(Map.of("b", 1L, "a", 2L, "c", 3L));

        assertThat(StateJson.text(new Counts(oneWay, Set.of("y", "x", "z"))))
                .isEqualTo("{\"counts\":{\"a\":2,\"b\":1,\"c\":3},\"names\":[\"x\",\"y\",\"z\"]}");
    }

    @Test
    void whatFollowsFromOthersIsNotWrittenAndComesBack() {
        Indexed indexed = new Indexed(TreePMap.<String, Integer>empty().plus("a", 1));

        assertThat(StateJson.text(indexed)).isEqualTo("{\"numbers\":{\"a\":1}}");
        assertThat(StateJson.read("{\"numbers\":{\"a\":1}}", Indexed.class)).isEqualTo(indexed);
        assertThat(StateJson.read("{\"numbers\":{\"a\":1}}", Indexed.class).sum())
                .isEqualTo(1);
    }

    @Test
    void whatIsWrongIsNamedByItsPlace() {
        String good = StateJson.text(drawing());
        refused(good.replace("\"radius\":5", "\"radius\":\"5\""), "$.parts[1].radius", "a whole number, found \"5\"");
        refused(good.replace("\"radius\":5", "\"radius\":5000000000"), "$.parts[1].radius", "a whole number");
        refused(good.replace("\"radius\":5", "\"radios\":5"), "$.parts[1].radius", "is missing");
        refused(good.replace("\"radius\":5", "\"radius\":5,\"x\":1"), "$.parts[1].x", "there are: radius");
        refused(good.replace("\"radius\":5", "\"radius\":-1"), "$.parts[1]", "is no Circle: ");
        refused(good.replace("\"Square\"", "\"Cube\""), "$.parts[0].@type", "one of Circle, Nothing, Square");
        refused(good.replace("\"RED\"", "\"PINK\""), "$.color", "one of RED, GREEN");
        refused(good.replace("\"PT1.5S\"", "\"soon\""), "$.pause", "a duration like");
        refused(good.replace("\"8\":", "\"eight\":"), "$.tags.eight", "a whole number");
        refused(good.replace("\"<hello>\"", "\"hello\""), "$.text", "the text of Quoted");
        refused(good.replace("\"note\":\"n\"", "\"note\":null"), "$.note", "a text, found null");
        refused(good + "}", "line 1", "not JSON");
        refused(good.replace("\"note\":\"n\"", "\"note\":\"n\",\"note\":\"m\""), "line 1", "Duplicate");
        refused("", "$", "there is nothing");
    }

    private static void refused(String text, String place, String reason) {
        assertThatThrownBy(() -> StateJson.read(text, Drawing.class))
                .isInstanceOf(UnreadableState.class)
                .hasMessageStartingWith(place)
                .hasMessageContaining(reason);
    }

    private static Drawing small(Shape shape) {
        return new Drawing(
                Instant.parse("2026-01-02T03:04:05.000000006Z"),
                shape,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                TreePMap.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Drawing drawing() {
        return new Drawing(
                Instant.parse("2026-01-02T03:04:05.000000006Z"),
                new Shape.Circle(3),
                Optional.of(Duration.ofMillis(1500)),
                Optional.of("n"),
                Optional.of(false),
                List.of(new Shape.Square(4, 2.5), new Shape.Circle(5), new Shape.Nothing()),
                Map.of("one", true, "\"two\" …", false),
                TreePMap.<Integer, String>empty().plus(8, "eight").plus(10, "ten"),
                Optional.empty(),
                Optional.of(Color.RED),
                Optional.of(new Quoted("hello")));
    }

    public record Drawing(
            Instant since,
            Shape shape,
            Optional<Duration> pause,
            Optional<String> note,
            Optional<Boolean> flag,
            List<Shape> parts,
            Map<String, Boolean> unordered,
            PSortedMap<Integer, String> tags,
            Optional<Map<String, String>> attributes,
            Optional<Color> color,
            Optional<Quoted> text) {}

    public sealed interface Shape {

        record Circle(int radius) implements Shape {

            public Circle {
                if (radius < 0) {
                    throw new IllegalArgumentException("radius must not be negative");
                }
            }
        }

        record Square(long side, double turned) implements Shape {}

        record Nothing() implements Shape {}
    }

    public enum Color {
        RED,
        GREEN
    }

    public record Quoted(String inner) {

        public static Optional<Quoted> parse(String text) {
            return text.startsWith("<")
                    ? Optional.of(new Quoted(text.substring(1, text.length() - 1)))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return "<" + inner + ">";
        }
    }

    public record Counts(Map<String, Long> counts, Set<String> names) {}

    public record Indexed(
            PSortedMap<String, Integer> numbers, @Derived int sum) {

        public Indexed(PSortedMap<String, Integer> numbers) {
            this(numbers, numbers.values().stream().mapToInt(Integer::intValue).sum());
        }
    }
}
