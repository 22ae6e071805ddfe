package io.underpass.aws.state;

import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * A walk over a map in its order, which stands before a whole tree of entries or before one entry. PCollections does not
 * show its trees, so they are looked at by reflection; where that fails, in another release of it say, there is a tree
 * for no entry, and walks take longer.
 *
 * <p>Threads: confined to one thread.
 */
final class TreeWalk {

    private static final Optional<Nodes> NODES = Nodes.find();

    private final Deque<Step> ahead = new ArrayDeque<>();
    private final Iterator<Map.Entry<String, Object>> rest;

    /**
     * What comes next.
     *
     * @param node the root of a tree, which is an entry as well
     * @param size the number of entries in the tree; 0 where the entry alone is meant
     */
    private record Step(Map.Entry<String, Object> node, int size) {}

    TreeWalk(PSortedMap<String, Object> map) {
        if (NODES.isPresent() && map instanceof TreePMap) {
            rest = Collections.emptyIterator();
            plan(NODES.get().root(map));
        } else {
            rest = map.entrySet().iterator();
            advance();
        }
    }

    boolean isDone() {
        return ahead.isEmpty();
    }

    /** The number of entries in the tree ahead; 0 where an entry is ahead, or nothing. */
    int treeSize() {
        return ahead.isEmpty() ? 0 : ahead.getFirst().size();
    }

    /** Whether the tree ahead is the very one ahead of {@code other}. */
    @SuppressWarnings("ReferenceEquality") // what did not change is shared
    boolean isAtSameTree(TreeWalk other) {
        return treeSize() > 0
                && other.treeSize() > 0
                && ahead.getFirst().node() == other.ahead.getFirst().node();
    }

    /** Passes the tree ahead. */
    void pass() {
        ahead.removeFirst();
    }

    /** Enters the tree ahead: the tree on its left is ahead then, then its root, then the tree on its right. */
    void enter() {
        Map.Entry<String, Object> root = ahead.removeFirst().node();
        Nodes nodes = NODES.orElseThrow();
        plan(nodes.right(root));
        ahead.addFirst(new Step(root, 0));
        plan(nodes.left(root));
    }

    /** The entry ahead. */
    Map.Entry<String, Object> entry() {
        Step step = ahead.peekFirst();
        if (step == null) {
            throw new NoSuchElementException();
        }
        return step.node();
    }

    /** The entry ahead, and passes it. */
    Map.Entry<String, Object> next() {
        Map.Entry<String, Object> entry = entry();
        pass();
        advance();
        return entry;
    }

    private void plan(Map.Entry<String, Object> tree) {
        int size = NODES.orElseThrow().size(tree);
        if (size > 0) {
            ahead.addFirst(new Step(tree, size));
        }
    }

    private void advance() {
        if (ahead.isEmpty() && rest.hasNext()) {
            ahead.addFirst(new Step(rest.next(), 0));
        }
    }

    /** The fields of PCollections' tree. */
    private record Nodes(Field root, Field left, Field right, Field size) {

        static Optional<Nodes> find() {
            try {
                Field root = TreePMap.class.getDeclaredField("root");
                Class<?> node = root.getType();
                Nodes nodes = new Nodes(
                        root,
                        node.getDeclaredField("left"),
                        node.getDeclaredField("right"),
                        node.getDeclaredField("size"));
                nodes.root.setAccessible(true);
                nodes.left.setAccessible(true);
                nodes.right.setAccessible(true);
                nodes.size.setAccessible(true);
                return Map.Entry.class.isAssignableFrom(node) ? Optional.of(nodes) : Optional.empty();
            } catch (ReflectiveOperationException | RuntimeException e) {
                return Optional.empty();
            }
        }

        Map.Entry<String, Object> root(PSortedMap<String, Object> map) {
            return node(root, map);
        }

        Map.Entry<String, Object> left(Map.Entry<String, Object> node) {
            return node(left, node);
        }

        Map.Entry<String, Object> right(Map.Entry<String, Object> node) {
            return node(right, node);
        }

        int size(Map.Entry<String, Object> node) {
            try {
                return size.getInt(node);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(size + " cannot be read", e);
            }
        }

        @SuppressWarnings("unchecked") // find() saw that nodes are entries
        private static Map.Entry<String, Object> node(Field field, Object holder) {
            try {
                return (Map.Entry<String, Object>) field.get(holder);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(field + " cannot be read", e);
            }
        }
    }
}
