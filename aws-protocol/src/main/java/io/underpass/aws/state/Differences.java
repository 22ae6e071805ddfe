package io.underpass.aws.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;

/**
 * In what two persistent maps differ. Both are walked in their order, side by side, and trees that they share are passed
 * over: where one was made from the other, the cost is that of the changes.
 *
 * <p>Threads: safe.
 */
final class Differences {

    private Differences() {}

    /** Is told of a key whose values are not the same object. */
    interface Difference {

        /** There was {@code before} at {@code key}, and is {@code after}; null for nothing. */
        void at(String key, @Nullable Object before, @Nullable Object after);
    }

    /** Tells {@code difference} what changed from {@code before} to {@code after}. */
    static void between(
            PSortedMap<String, Object> before, PSortedMap<String, Object> after, Difference difference) {
        TreeWalk old = new TreeWalk(before);
        TreeWalk now = new TreeWalk(after);
        while (!old.isDone() || !now.isDone()) {
            if (old.isAtSameTree(now)) {
                old.pass();
                now.pass();
            } else if (old.treeSize() > 0 && old.treeSize() >= now.treeSize()) {
                old.enter();
            } else if (now.treeSize() > 0) {
                now.enter();
            } else {
                entries(old, now, difference);
            }
        }
    }

    private static void entries(TreeWalk old, TreeWalk now, Difference difference) {
        if (now.isDone()) {
            Map.Entry<String, Object> gone = old.next();
            difference.at(gone.getKey(), gone.getValue(), null);
            return;
        }
        if (old.isDone()) {
            Map.Entry<String, Object> added = now.next();
            difference.at(added.getKey(), null, added.getValue());
            return;
        }
        int order = old.entry().getKey().compareTo(now.entry().getKey());
        Map.Entry<String, Object> gone = order <= 0 ? old.next() : null;
        Map.Entry<String, Object> added = order >= 0 ? now.next() : null;
        if (gone != null && added != null) {
            if (!same(gone.getValue(), added.getValue())) {
                difference.at(gone.getKey(), gone.getValue(), added.getValue());
            }
        } else if (gone != null) {
            difference.at(gone.getKey(), gone.getValue(), null);
        } else if (added != null) {
            difference.at(added.getKey(), null, added.getValue());
        }
    }

    @SuppressWarnings("ReferenceEquality") // what did not change is shared
    private static boolean same(Object one, Object other) {
        return one == other;
    }
}
