package io.underpass.aws.state;

import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * How records of one type become rows: their own members one row, the entries of their maps of records rows of tables
 * below. Keys of those begin with the key of the record that they belong to.
 *
 * <p>Threads: safe.
 */
final class Table {

    /** Tables below tables: the state itself, its entities, and the parts of these. */
    static final int DEPTH = 2;

    /** Between the keys of a record and of a part of it; occurs in neither. */
    static final char SEPARATOR = '\0';

    private final String name;
    private final List<Member> own = new ArrayList<>();
    private final List<Branch> branches = new ArrayList<>();

    private record Branch(Member member, Table table) {

        @SuppressWarnings("unchecked") // see isBranch
        PSortedMap<String, Object> of(@Nullable Object record) {
            return record == null ? TreePMap.empty() : (PSortedMap<String, Object>) member.of(record);
        }
    }

    Table(String name, Class<?> type, int depth) {
        this.name = name;
        for (Member member : Codecs.ofRecord(type).members()) {
            Optional<Class<?>> part = depth == 0 ? Optional.empty() : part(member);
            if (part.isPresent()) {
                branches.add(new Branch(member, new Table(name + '.' + member.name(), part.get(), depth - 1)));
            } else {
                own.add(member);
            }
        }
    }

    /** The records in the map that {@code member} is; empty where it is something else. */
    private static Optional<Class<?>> part(Member member) {
        return member.type() instanceof ParameterizedType type
                        && type.getRawType() == PSortedMap.class
                        && type.getActualTypeArguments()[0] == String.class
                        && type.getActualTypeArguments()[1] instanceof Class<?> values
                        && Codecs.of(values) instanceof RecordCodec
                ? Optional.of(values)
                : Optional.empty();
    }

    /** The table's name: its parent's, a dot, and the name of the member that it holds. */
    String name() {
        return name;
    }

    /** The name of the table that this one's rows are parts of rows of. */
    String parent() {
        return name.substring(0, name.lastIndexOf('.'));
    }

    /** The name of the member that this table holds. */
    String member() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The key of the row that the one at {@code key} is a part of. */
    static String parentKey(String key) {
        int end = key.lastIndexOf(SEPARATOR);
        return end < 0 ? "" : key.substring(0, end);
    }

    /** The last part of {@code key}. */
    static String ownKey(String key) {
        return key.substring(key.lastIndexOf(SEPARATOR) + 1);
    }

    /** Shows {@code visitor} this table, then those below. */
    void visit(Consumer<Table> visitor) {
        visitor.accept(this);
        branches.forEach(branch -> branch.table().visit(visitor));
    }

    /** Tells {@code rows} what changes where {@code after} takes the place of {@code before} at {@code key}. */
    void changes(String key, @Nullable Object before, @Nullable Object after, Consumer<Row> rows) {
        if (after == null) {
            rows.accept(new Row(name, key, Optional.empty()));
        } else if (before == null
                || own.stream().anyMatch(member -> !Objects.equals(member.of(before), member.of(after)))) {
            rows.accept(
                    new Row(name, key, Optional.of(RecordCodec.write(after, own).toString())));
        }
        for (Branch branch : branches) {
            PSortedMap<String, Object> was = branch.of(before);
            PSortedMap<String, Object> is = branch.of(after);
            if (!same(was, is)) {
                String prefix = key.isEmpty() ? "" : key + SEPARATOR;
                Differences.between(was, is, (part, old, now) -> branch.table().changes(prefix + part, old, now, rows));
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // what did not change is shared between states
    private static boolean same(Object one, Object other) {
        return one == other;
    }
}
