package io.underpass.emulator.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node has to say: to those who watch it, and to the edge.
 *
 * <p>Threads: safe.
 */
final class NodeLog {

    private static final int LINES = 200;
    private static final int LINE_LENGTH = 2000;
    private static final Logger LOG = LoggerFactory.getLogger(NodeLog.class);

    private final Consumer<String> watcher;
    private final Deque<String> unreported = new ArrayDeque<>();

    NodeLog(Consumer<String> watcher) {
        this.watcher = watcher;
    }

    /** Says {@code line}, which becomes one line whatever is in it. */
    void say(String line) {
        String plain = line.replaceAll("\\p{Cntrl}", " ");
        String shown = plain.length() > LINE_LENGTH ? plain.substring(0, LINE_LENGTH) : plain;
        LOG.info("{}", shown);
        watcher.accept(shown);
        synchronized (unreported) {
            if (unreported.size() == LINES) {
                unreported.removeFirst();
            }
            unreported.addLast(shown);
        }
    }

    /** What has not been reported. */
    List<String> take() {
        synchronized (unreported) {
            List<String> lines = new ArrayList<>(unreported);
            unreported.clear();
            return List.copyOf(lines);
        }
    }

    /** They could not be reported after all. */
    void putBack(List<String> lines) {
        synchronized (unreported) {
            for (int i = lines.size() - 1; i >= 0 && unreported.size() < LINES; i--) {
                unreported.addFirst(lines.get(i));
            }
        }
    }
}
