package io.underpass.aws.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

class StateRowsTest {

    private static final Library EMPTY = new Library("l", TreePMap.empty());
    private final StateRows<Library> rows = new StateRows<>("lib", Library.class);
    private final Map<String, SortedMap<String, String>> tables = new TreeMap<>();

    @Test
    void tablesAreNamedByTheMapsThatTheyHold() {
        assertThat(rows.tables()).containsExactly("lib", "lib.shelves", "lib.shelves.books");
    }

    @Test
    void allRowsMakeTheStateAgain() {
        Library library = library();

        apply(rows.all(library));

        assertThat(rows.read(tables)).contains(library);
        assertThat(tables.get("lib.shelves.books")).hasSize(3);
    }

    @Test
    void noRowIsToldFromNothing() {
        assertThat(rows.read(tables)).isEmpty();

        apply(rows.all(EMPTY));

        assertThat(rows.read(tables)).contains(EMPTY);
    }

    @Test
    void aChangedPartIsOneRow() {
        Library before = library();
        Shelf shelf = before.shelves().get("a");
        Library after =
                before.with("a", new Shelf(shelf.place(), shelf.books().plus("1", new Book("Other", List.of()))));

        List<Row> changes = rows.changes(before, after);

        assertThat(changes)
                .containsExactly(new Row("lib.shelves.books", "a\0" + "1", Optional.of("{\"title\":\"Other\"}")));
        apply(rows.all(before));
        apply(changes);
        assertThat(rows.read(tables)).contains(after);
    }

    @Test
    void whatIsGoneIsGoneWithItsParts() {
        Library before = library();
        Library after = new Library("l", before.shelves().minus("a"));

        List<Row> changes = rows.changes(before, after);

        assertThat(changes)
                .containsExactlyInAnyOrder(
                        new Row("lib.shelves", "a", Optional.empty()),
                        new Row("lib.shelves.books", "a\0" + "1", Optional.empty()),
                        new Row("lib.shelves.books", "a\0" + "2", Optional.empty()));
        apply(rows.all(before));
        apply(changes);
        assertThat(rows.read(tables)).contains(after);
    }

    @Test
    void whatIsEqualIsNotWrittenAgain() {
        assertThat(rows.changes(library(), library())).isEmpty();
    }

    @Test
    void aPartOfNothingIsRefused() {
        apply(rows.all(EMPTY));
        apply(List.of(new Row("lib.shelves.books", "a\0" + "1", Optional.of("{\"title\":\"t\"}"))));

        assertThatThrownBy(() -> rows.read(tables)).hasMessageContaining("belongs to nothing");
    }

    private void apply(List<Row> changes) {
        for (Row row : changes) {
            SortedMap<String, String> table = tables.computeIfAbsent(row.table(), name -> new TreeMap<>());
            row.json().ifPresentOrElse(json -> table.put(row.key(), json), () -> table.remove(row.key()));
        }
    }

    private static Library library() {
        PSortedMap<String, Book> books = TreePMap.<String, Book>empty()
                .plus("1", new Book("One", List.of("x")))
                .plus("2", new Book("Two", List.of()));
        return EMPTY.with("a", new Shelf("left", books))
                .with("b", new Shelf("right", books.minus("2")))
                .with("c", new Shelf("", TreePMap.empty()));
    }

    public record Library(String name, PSortedMap<String, Shelf> shelves) {

        Library with(String key, Shelf shelf) {
            return new Library(name, shelves.plus(key, shelf));
        }
    }

    public record Shelf(String place, PSortedMap<String, Book> books) {}

    public record Book(String title, List<String> tags) {}
}
