package io.underpass.aws.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

class DifferencesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 100, 1000})
    void whateverChangedIsTold(int size) {
        Random random = new Random(size);
        for (int round = 0; round < 200; round++) {
            PSortedMap<String, Object> before = TreePMap.empty();
            for (int i = 0; i < size; i++) {
                before = before.plus(key(random, size), new Object());
            }
            PSortedMap<String, Object> after = before;
            for (int i = random.nextInt(5); i > 0; i--) {
                after = random.nextBoolean()
                        ? after.plus(key(random, size), new Object())
                        : after.minus(key(random, size));
            }

            assertThat(told(before, after)).isEqualTo(expected(before, after));
        }
    }

    @Test
    void mapsThatShareNothingAreComparedAsWell() {
        Object same = new Object();
        PSortedMap<String, Object> before =
                TreePMap.<String, Object>empty().plus("a", same).plus("b", same).plus("c", same);
        PSortedMap<String, Object> after =
                TreePMap.<String, Object>empty().plus("d", same).plus("b", same).plus("a", "other");

        assertThat(told(before, after)).isEqualTo(expected(before, after)).hasSize(3);
        assertThat(told(before, before.descendingMap().descendingMap())).isEmpty();
    }

    @Test
    void whatIsSharedIsPassedOver() {
        PSortedMap<String, Object> before = TreePMap.empty();
        for (int i = 0; i < 10_000; i++) {
            before = before.plus(String.format("%05d", i), i);
        }
        PSortedMap<String, Object> after = before.plus("05000", "changed");

        TreeWalk old = new TreeWalk(before);
        TreeWalk now = new TreeWalk(after);
        int steps = 0;
        while (!old.isAtSameTree(now)) {
            old.enter();
            now.enter();
            steps++;
        }

        assertThat(steps).isLessThan(20);
        assertThat(old.treeSize()).isPositive();
    }

    private static String key(Random random, int size) {
        return String.format("%05d", random.nextInt(size * 2 + 2));
    }

    private static TreeMap<String, String> told(PSortedMap<String, Object> before, PSortedMap<String, Object> after) {
        TreeMap<String, String> told = new TreeMap<>();
        Differences.between(before, after, (key, old, now) -> assertThat(told.put(key, old + " " + now))
                .as(key)
                .isNull());
        return told;
    }

    private static TreeMap<String, String> expected(
            PSortedMap<String, Object> before, PSortedMap<String, Object> after) {
        TreeMap<String, String> expected = new TreeMap<>();
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (String key : keys) {
            if (before.get(key) != after.get(key)) {
                expected.put(key, before.get(key) + " " + after.get(key));
            }
        }
        return expected;
    }
}
