package io.underpass.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkTimeTest {

    private long wallNanos = 5_000_000_000L;
    private long cpuNanos = 3_000_000_000L;
    private int cpuReadings;

    private final WorkTime time = new WorkTime(Duration.ofSeconds(1), () -> wallNanos, () -> {
        cpuReadings++;
        return cpuNanos;
    });

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void whatIsBurntCounts() {
        assertThat(millisUntilOver(10, 10)).isBetween(990L, 1010L);
    }

    /** However few looks there are: single steps of a template may take long. */
    @Test
    void whatIsBurntCountsBetweenRareLooksToo() {
        assertThat(millisUntilOver(400, 400)).isEqualTo(1600);
    }

    @Test
    void whatOthersBurnDoesNotCount() {
        assertThat(millisUntilOver(10, 5)).isBetween(1800L, 2020L);
    }

    @Test
    void standingStillDoesNotCount() {
        assertThat(isOverAfter(50, 50)).isFalse();
        assertThat(isOverAfter(3000, 0)).isFalse();
        assertThat(isOverAfter(850, 850)).isFalse();
        assertThat(isOverAfter(60, 60)).isTrue();
    }

    @Test
    void fiveTimesTheLimitIsTheEndHoweverLittleWasBurnt() {
        assertThat(millisUntilOver(10, 0)).isEqualTo(5000);
    }

    @Test
    void whereTheCpuTimeIsUnknownTheWallsCounts() {
        cpuNanos = -1;

        assertThat(millisUntilOver(10, 0)).isEqualTo(1000);
    }

    @Test
    void theCpuIsAskedSeldomAndNeverByShortWork() {
        for (int i = 0; i < 99; i++) {
            assertThat(isOverAfter(1, 1)).isFalse();
        }
        assertThat(cpuReadings).isZero();

        while (!isOverAfter(1, 1)) {
            assertThat(cpuReadings).isLessThan(4);
        }
    }

    @Test
    void onceOverItStaysOver() {
        assertThat(millisUntilOver(10, 10)).isPositive();

        assertThat(time.isOver()).isTrue();
    }

    @Test
    void anInterruptedThreadHasNoTimeLeft() {
        assertThat(time.isOver()).isFalse();

        Thread.currentThread().interrupt();

        assertThat(time.isOver()).isTrue();
    }

    @Test
    void theJvmsOwnClocksEndWhatBurns() {
        WorkTime real = new WorkTime(Duration.ofMillis(20));
        long looks = 0;
        while (!real.isOver()) {
            looks++;
        }
        assertThat(looks).isPositive();
    }

    private long millisUntilOver(long wallMillis, long cpuMillis) {
        long passed = 0;
        do {
            passed += wallMillis;
        } while (!isOverAfter(wallMillis, cpuMillis));
        return passed;
    }

    private boolean isOverAfter(long wallMillis, long cpuMillis) {
        wallNanos += wallMillis * 1_000_000;
        cpuNanos += cpuNanos < 0 ? 0 : cpuMillis * 1_000_000;
        return time.isOver();
    }
}
