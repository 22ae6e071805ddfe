package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LeakExtensionTest {

    @AfterEach
    void logAgain() {
        ((Logger) LoggerFactory.getLogger(ResourceLeakDetector.class)).setAdditive(true);
    }

    @Test
    void aBufferThatIsDroppedIsFoundAndOneThatIsReleasedIsNot() throws Exception {
        assertThat(LeakExtension.findLeaks()).isEmpty();
        for (int i = 0; i < 10; i++) {
            ByteBufAllocator.DEFAULT.directBuffer(16).release();
        }
        assertThat(LeakExtension.findLeaks()).isEmpty();

        // The detector only looks while its logger is on, but this leak is not worth a line in the log.
        ((Logger) LoggerFactory.getLogger(ResourceLeakDetector.class)).setAdditive(false);
        leak();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < 100 && found.isEmpty(); i++) {
            found.addAll(LeakExtension.findLeaks());
        }
        assertThat(found).isNotEmpty();
        assertThat(found.get(0)).contains("LeakExtensionTest.leak");
    }

    @SuppressWarnings("CheckReturnValue")
    private static void leak() {
        ByteBufAllocator.DEFAULT.directBuffer(16).writeByte(1);
    }
}
