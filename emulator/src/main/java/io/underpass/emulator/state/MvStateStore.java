package io.underpass.emulator.state;

import io.underpass.aws.state.Row;
import io.underpass.emulator.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * Keeps rows in one file of H2's MVStore, a map a table. A change is a commit and an fsync, so it survives a kill, and a
 * loss of power as far as the disk keeps its word. A write that fails makes MVStore close the file; it is opened again
 * with the next change, and what may have been written of the failed one is taken back first.
 *
 * <p>Threads: used on one thread at a time; starts none.
 */
public final class MvStateStore implements StateStore {

    /** Of the tables in the file; raised when an older Underpass could not read them. */
    private static final int FORMAT = 1;

    private static final String FILE = "underpass.state";
    private static final String ABOUT = "underpass";
    private static final String LEFT =
            "; the file was left as it is: move it away to begin anew, or bring back a copy of it";
    private static final int CACHE_MEGABYTES = 4;

    /** A change writes the page it is on; a quarter of MVStore's default costs less the more rows there are. */
    private static final int PAGE_BYTES = 4096;

    private final StateDirectory directory;
    private final Path file;
    private final String scheme;
    private final Map<String, SortedMap<String, String>> found;
    private final List<Row> owed = new ArrayList<>();
    private @Nullable MVStore store;

    private MvStateStore(StateDirectory directory, Path file, String scheme) throws StateFailure {
        this.directory = directory;
        this.file = file;
        this.scheme = scheme;
        this.found = Files.exists(file) ? examine() : Map.of();
    }

    /**
     * Opens the store in {@code directory}, or makes one. A file that cannot be used stays as it is.
     *
     * @throws StateFailure says which file, why not, and what to do
     */
    public static MvStateStore open(Path directory) throws StateFailure {
        return open(directory, "");
    }

    /** The same on H2's file system {@code scheme}. */
    static MvStateStore open(Path directory, String scheme) throws StateFailure {
        StateDirectory taken = StateDirectory.take(directory.toAbsolutePath().normalize());
        try {
            Path file = taken.file(FILE);
            MvStateStore opened = new MvStateStore(taken, file, scheme);
            if (!Files.exists(file)) {
                opened.create();
            }
            opened.opened();
            return opened;
        } catch (StateFailure e) {
            taken.close();
            throw e;
        } catch (IOException | MVStoreException e) {
            taken.close();
            throw new StateFailure(
                    "cannot keep state in " + taken.file(FILE) + ": " + StateFailure.reason(e)
                            + "; give another directory with --state DIR",
                    e);
        }
    }

    @Override
    public Map<String, SortedMap<String, String>> load() {
        return found;
    }

    @Override
    public void keep(List<Row> changes) throws StateFailure {
        if (changes.isEmpty()) {
            return;
        }
        List<Row> undo = new ArrayList<>();
        try {
            MVStore open = opened();
            write(open, changes, undo);
            commit(open);
        } catch (MVStoreException e) {
            owed.addAll(undo);
            abandon();
            throw new StateFailure(
                    "cannot write " + file + ": " + StateFailure.reason(e) + "; once it can be written, try again", e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }

    @Override
    public void close() {
        try {
            if (!owed.isEmpty()) {
                opened();
            }
            if (store != null) {
                store.close();
            }
        } catch (MVStoreException e) {
            abandon();
        } finally {
            directory.close();
        }
    }

    /** The file, opened for writing, holding exactly what was kept. */
    private MVStore opened() {
        MVStore open = store;
        if (open == null || open.isClosed()) {
            open = builder(file).open();
            store = open;
            // What was freed is used again at once: nobody reads older versions, and each version is on disk before the
            // next.
            open.setRetentionTime(0);
            open.setVersionsToKeep(0);
        }
        if (!owed.isEmpty()) {
            write(open, owed, new ArrayList<>());
            commit(open);
            owed.clear();
        }
        return open;
    }

    /** Writes {@code rows}; {@code undo} gets what takes them back, the last one first. */
    private static void write(MVStore open, List<Row> rows, List<Row> undo) {
        Map<String, MVMap<String, String>> tables = new HashMap<>();
        for (Row row : rows) {
            MVMap<String, String> table = tables.computeIfAbsent(row.table(), name -> table(open, name));
            String before =
                    row.json().isPresent() ? table.put(row.key(), row.json().get()) : table.remove(row.key());
            undo.add(0, new Row(row.table(), row.key(), Optional.ofNullable(before)));
        }
    }

    private void commit(MVStore open) {
        long version = open.commit();
        open.sync();
        directory.note(version);
    }

    private void abandon() {
        if (store != null) {
            store.closeImmediately();
        }
        store = null;
    }

    /** Makes an empty store aside, so that the file is either not there or whole. */
    private void create() throws IOException {
        Path aside = directory.file(FILE + ".new");
        Files.deleteIfExists(aside);
        try (MVStore fresh = builder(aside).open()) {
            MVMap<String, String> about = table(fresh, ABOUT);
            about.put("format", Integer.toString(FORMAT));
            about.put("writtenBy", Version.current());
            commit(fresh);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        directory.force();
    }

    /** Reads all there is without touching the file. */
    private Map<String, SortedMap<String, String>> examine() throws StateFailure {
        try (MVStore reader = builder(file).readOnly().open()) {
            checkFormat(reader);
            checkVersion(reader);
            Map<String, SortedMap<String, String>> tables = new TreeMap<>();
            for (String name : reader.getMapNames()) {
                if (!name.equals(ABOUT)) {
                    tables.put(name, new TreeMap<>(table(reader, name)));
                }
            }
            return tables;
        } catch (MVStoreException e) {
            throw new StateFailure(unusable(e), e);
        }
    }

    private void checkFormat(MVStore reader) throws StateFailure {
        if (!reader.hasMap(ABOUT)) {
            throw new StateFailure(file + " is damaged, or no state of Underpass" + LEFT);
        }
        MVMap<String, String> about = table(reader, ABOUT);
        String format = about.getOrDefault("format", "");
        if (!format.equals(Integer.toString(FORMAT))) {
            throw new StateFailure(file + " was written by another version of Underpass (" + about.get("writtenBy")
                    + ", format " + format + "; this one reads format " + FORMAT
                    + "); use that version, export its state with GET /_underpass/state and import it here into"
                    + " another directory");
        }
    }

    /** MVStore takes a damaged newest version for one that was never finished, and goes back to the one before it. */
    private void checkVersion(MVStore reader) throws StateFailure {
        long kept = directory.noted();
        if (reader.getCurrentVersion() < kept) {
            throw new StateFailure(file + " is damaged or an older copy: it holds version " + reader.getCurrentVersion()
                    + " and should hold " + kept + LEFT + "; to go on with what it holds, delete "
                    + directory.lockFile());
        }
    }

    private String unusable(MVStoreException failure) {
        return switch (failure.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED -> file + " is locked by another process; stop that one";
            case DataUtils.ERROR_UNSUPPORTED_FORMAT ->
                file + " was written by a newer version: " + failure.getMessage() + LEFT;
            case DataUtils.ERROR_FILE_CORRUPT -> file + " is damaged: " + failure.getMessage() + LEFT;
            default -> "cannot read " + file + ": " + StateFailure.reason(failure) + LEFT;
        };
    }

    private MVStore.Builder builder(Path path) {
        return new MVStore.Builder()
                .fileName(scheme + path)
                .autoCommitDisabled()
                .cacheSize(CACHE_MEGABYTES)
                .pageSplitSize(PAGE_BYTES);
    }

    private static MVMap<String, String> table(MVStore open, String name) {
        return open.openMap(
                name,
                new MVMap.Builder<String, String>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(StringDataType.INSTANCE));
    }
}
