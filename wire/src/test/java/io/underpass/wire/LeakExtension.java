package io.underpass.wire;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class after which Netty reports a buffer that was collected without having been released. Registered
 * for every test that has this on its class path. A leak is noticed when its buffer is collected, so it may be charged
 * to a later class of the same run; the access records in the message tell where it came from.
 *
 * <p>Threads: safe.
 */
public final class LeakExtension implements BeforeAllCallback, AfterAllCallback {

    private static final int ROUNDS = 3;
    private static final List<String> LEAKS = new CopyOnWriteArrayList<>();

    static {
        ByteBufUtil.setLeakListener((type, records) -> LEAKS.add(type + records));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // Loading the class has set the listener.
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        List<String> leaks = findLeaks();
        if (!leaks.isEmpty()) {
            throw new AssertionError(leaks.size() + " buffer(s) leaked: " + String.join("\n", leaks));
        }
    }

    /** Collects garbage and lets the detector look at it, which it does at allocations. */
    static List<String> findLeaks() throws InterruptedException {
        for (int i = 0; i < ROUNDS; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(10); // the collector enqueues references a moment after it has finished
            ByteBufAllocator.DEFAULT.directBuffer(1).release();
        }
        List<String> found = List.copyOf(LEAKS);
        LEAKS.clear();
        return found;
    }
}
