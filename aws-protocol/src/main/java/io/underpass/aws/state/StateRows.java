package io.underpass.aws.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A domain's state cut into rows, so that keeping a change costs what it changes: each entry of the state's maps of
 * records is a row, and so is each entry of such maps in these records (the targets of a group, the resources of an
 * API). What changed is found by comparing references, in the maps that are not the same object as before.
 *
 * <p>Threads: safe.
 *
 * @param <S> the state
 */
public final class StateRows<S extends Record> {

    private final Class<S> type;
    private final Table root;

    /** The rows of states of {@code type}, in tables whose names begin with {@code name}. */
    public StateRows(String name, Class<S> type) {
        this.type = type;
        this.root = new Table(name, type, Table.DEPTH);
    }

    /** The names of the tables. */
    public List<String> tables() {
        List<String> names = new ArrayList<>();
        root.visit(table -> names.add(table.name()));
        return names;
    }

    /** The rows that make {@code after} of {@code before}. */
    public List<Row> changes(S before, S after) {
        List<Row> rows = new ArrayList<>();
        root.changes("", before, after, rows::add);
        return rows;
    }

    /** All rows of {@code state}; one of them at least, also where it holds nothing. */
    public List<Row> all(S state) {
        List<Row> rows = new ArrayList<>();
        root.changes("", null, state, rows::add);
        return rows;
    }

    /**
     * The state whose rows these are, by table and key; empty where none of them is a row of such a state. Throws
     * {@link UnreadableState}.
     */
    public Optional<S> read(Map<String, SortedMap<String, String>> tables) {
        return table(tables, root).isEmpty() ? Optional.empty() : Optional.of(assemble(tables));
    }

    private S assemble(Map<String, SortedMap<String, String>> tables) {
        Map<String, ObjectNode> entities = new HashMap<>();
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        root.visit(table -> table(tables, table).forEach((key, text) -> {
            JsonNode json = parse(table, key, text);
            if (!json.isObject()) {
                throw new UnreadableState(table.name() + ' ' + key, "expected an object, found " + Codec.shown(json));
            }
            entities.put(table.name() + Table.SEPARATOR + key, (ObjectNode) json);
            if (table == root) {
                state.setAll((ObjectNode) json);
            } else {
                String parent = table.parent() + Table.SEPARATOR + Table.parentKey(key);
                ObjectNode holder = table.parent().equals(root.name()) ? state : entities.get(parent);
                if (holder == null) {
                    throw new UnreadableState(table.name() + ' ' + key, "belongs to nothing");
                }
                holder.withObjectProperty(table.member()).set(Table.ownKey(key), json);
            }
        }));
        return StateJson.read(state, type);
    }

    private static SortedMap<String, String> table(Map<String, SortedMap<String, String>> tables, Table table) {
        return tables.getOrDefault(table.name(), Collections.emptySortedMap());
    }

    private static JsonNode parse(Table table, String key, String text) {
        try {
            return StateJson.tree(text);
        } catch (UnreadableState e) {
            throw new UnreadableState(table.name() + ' ' + key, String.valueOf(e.getMessage()));
        }
    }
}
