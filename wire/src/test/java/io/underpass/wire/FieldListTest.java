package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FieldListTest {

    private static final String[] NAMES = {"Accept", "ACCEPT", "x-a", "X-A", "X-B", "Date", "Connection"};
    private static final String[] VALUES = {"", "a", "b, A", " a ,b", "1", "close"};

    @Test
    void takesTextAndNumbersAlone() {
        FieldList fields = new FieldList();
        fields.add("A", 7L).add("A", new AsciiString("b"));
        assertThat(fields.getAll("A")).containsExactly("7", "b");
        assertThatThrownBy(() -> fields.set("Date", new Date(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.util.Date");
        assertThat(fields.contains("Date")).isFalse();
    }

    @Test
    void aSetOfNamesTakesNoneOf64Characters() {
        AsciiString longest = new AsciiString("n".repeat(63));
        assertThat(FieldSet.of(longest).contains("N".repeat(63))).isTrue();
        assertThatThrownBy(() -> FieldSet.of(new AsciiString("n".repeat(64))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever is done to it, it answers as Netty's own headers do. */
    @ParameterizedTest
    @MethodSource("seeds")
    void behavesAsOtherHeadersDo(int seed) {
        Random random = new Random(seed);
        HttpHeaders ours = new FieldList();
        HttpHeaders theirs =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        for (int i = 0; i < 40; i++) {
            int change = random.nextInt(8);
            CharSequence name = either(random, NAMES[random.nextInt(NAMES.length)]);
            CharSequence value = either(random, VALUES[random.nextInt(VALUES.length)]);
            change(ours, change, name, value);
            change(theirs, change, name, value);
            assertThat(ours.size()).isEqualTo(theirs.size());
            assertThat(ours.isEmpty()).isEqualTo(theirs.isEmpty());
            for (String asked : NAMES) {
                assertThat(ours.getAll(asked)).isEqualTo(theirs.getAll(asked));
                assertThat(ours.get(asked)).isEqualTo(theirs.get(asked));
                assertThat(ours.get(asked, "none")).isEqualTo(theirs.get(asked, "none"));
                assertThat(ours.contains(asked)).isEqualTo(theirs.contains(asked));
                assertThat(ours.contains(asked, "A", true)).isEqualTo(theirs.contains(asked, "A", true));
                assertThat(ours.contains(asked, "A", false)).isEqualTo(theirs.contains(asked, "A", false));
                assertThat(ours.containsValue(asked, "A", true)).isEqualTo(theirs.containsValue(asked, "A", true));
                assertThat(ours.containsValue(asked, "a", false)).isEqualTo(theirs.containsValue(asked, "a", false));
                assertThat(ours.getInt(asked, 7)).isEqualTo(theirs.getInt(asked, 7));
            }
        }
        assertThat(ours.copy().entries()).isEqualTo(ours.entries());
    }

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    private static CharSequence either(Random random, String text) {
        return random.nextBoolean() ? text : new AsciiString(text);
    }

    private static void change(HttpHeaders headers, int change, CharSequence name, CharSequence value) {
        switch (change) {
            case 0 -> headers.set(name, value);
            case 1 -> headers.set(name.toString(), List.of(value, "second"));
            case 2 -> headers.remove(name);
            case 3 -> headers.setInt(name, 5);
            case 4 -> headers.add(name.toString(), List.of(value, value));
            default -> headers.add(name, value);
        }
    }

    @Test
    void keepsTheOrderOfLinesHoweverMany() {
        FieldList fields = new FieldList();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            fields.append("X-" + i % 3, Integer.toString(i));
            expected.add("X-" + i % 3 + "=" + i);
        }
        assertThat(fields.entries().stream().map(field -> field.getKey() + "=" + field.getValue()))
                .isEqualTo(expected);
        fields.removeIf(name -> name.toString().equals("X-1"));
        expected.removeIf(field -> field.startsWith("X-1="));
        List<String> left = new ArrayList<>();
        fields.iteratorCharSequence().forEachRemaining(field -> left.add(field.getKey() + "=" + field.getValue()));
        assertThat(left).isEqualTo(expected);
    }

    @Test
    void isMadeOfOtherHeadersOrIsTheListItself() {
        FieldList fields = new FieldList().append("A", "1").append("B", "2");
        assertThat(FieldList.of(fields)).isSameAs(fields);
        HttpHeaders other = new DefaultHttpHeaders().add("A", "1").add("B", "2");
        assertThat(FieldList.of(other).entries()).isEqualTo(fields.entries());
    }

    @Test
    void thereIsNoFieldBehindTheLast() {
        FieldList fields = new FieldList().append("A", "1");
        fields.remove("a");
        assertThatThrownBy(() -> fields.value(0)).hasMessageContaining("field 0 of 0");
        assertThat(fields.indexOf("A", 0)).isEqualTo(-1);
        assertThat(fields.first("A", "none")).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({"'Sun, 06 Nov 1994 08:49:37 GMT',784111777000", "nonsense,-1"})
    void readsDates(String date, long millis) {
        assertThat(new FieldList().append("Date", date).getTimeMillis("Date", -1))
                .isEqualTo(millis);
    }
}
