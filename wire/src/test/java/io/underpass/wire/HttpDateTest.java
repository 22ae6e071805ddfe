package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HttpDateTest {

    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("1994-11-06T08:49:37.900Z"));
    private final HttpDate date = new HttpDate(time::get);

    @Test
    void isWrittenAsTheRfcWantsIt() {
        assertThat(date.now()).hasToString("Sun, 06 Nov 1994 08:49:37 GMT");
    }

    @Test
    void isWrittenOnceASecond() {
        CharSequence first = date.now();
        time.set(Instant.parse("1994-11-06T08:49:37.999Z"));
        assertThat(date.now()).isSameAs(first);
        time.set(Instant.parse("1994-11-06T08:49:38Z"));
        assertThat(date.now()).hasToString("Sun, 06 Nov 1994 08:49:38 GMT");
        time.set(Instant.parse("1994-11-06T08:49:37Z"));
        assertThat(date.now()).as("clocks can be set back").hasToString("Sun, 06 Nov 1994 08:49:37 GMT");
    }

    @Test
    void knowsTimesBeforeTheEpoch() {
        time.set(Instant.parse("1969-12-31T23:59:59.500Z"));
        assertThat(date.now()).hasToString("Wed, 31 Dec 1969 23:59:59 GMT");
    }
}
