package io.underpass.emulator.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.underpass.aws.state.Row;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.StringDataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MvStateStoreTest {

    @TempDir
    private Path directory;

    private final FullDisk disk = FullDisk.install();

    @AfterEach
    void makeRoom() {
        disk.full(false);
    }

    @Test
    void whatWasKeptComesBack() throws Exception {
        try (StateStore store = MvStateStore.open(directory)) {
            assertThat(store.load()).isEmpty();
            store.keep(List.of(put("a", "1", "{}"), put("a", "2", "{}"), put("b", "1\0x", "{\"ü\":1}")));
            store.keep(List.of(put("a", "1", "{\"v\":2}"), remove("a", "2")));
        }

        assertThat(loaded()).isEqualTo(Map.of("a", Map.of("1", "{\"v\":2}"), "b", Map.of("1\0x", "{\"ü\":1}")));
    }

    @Test
    void aMissingDirectoryIsMade() throws Exception {
        MvStateStore.open(directory.resolve("x/y")).close();

        assertThat(directory.resolve("x/y/underpass.state")).exists();
    }

    @Test
    void aDirectoryServesOneAtATime() throws Exception {
        try (StateStore store = MvStateStore.open(directory)) {
            assertThatThrownBy(() -> MvStateStore.open(directory))
                    .isInstanceOf(StateFailure.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("another running Underpass (process "
                            + ProcessHandle.current().pid() + ")");
            store.keep(List.of(put("a", "1", "{}")));
        }
        assertThat(loaded()).containsKey("a");
    }

    @Test
    void aFileInTheWayIsNamed() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> MvStateStore.open(file))
                .isInstanceOf(StateFailure.class)
                .hasMessageContaining(file + ": it is a file")
                .hasMessageContaining("--state DIR");
        assertThatThrownBy(() -> MvStateStore.open(file.resolve("below")))
                .isInstanceOf(StateFailure.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void whatIsNoStoreIsLeftAsItIs() throws Exception {
        Path file = directory.resolve("underpass.state");
        Files.writeString(file, "my diary\n".repeat(2000));

        refusedUntouched("damaged");
    }

    @Test
    void aDamagedStoreIsLeftAsItIs() throws Exception {
        try (StateStore store = MvStateStore.open(directory)) {
            for (int i = 0; i < 300; i++) {
                store.keep(List.of(put("table", "key" + i, "{\"value\":\"" + "v".repeat(200) + i + "\"}")));
            }
        }
        Path file = directory.resolve("underpass.state");
        // Everything behind the two headers that MVStore keeps, but for the end, where it looks for the newest version.
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            for (long at = 8192 + 512; at < raw.length() - 8192; at += 64) {
                raw.seek(at);
                raw.write(0x5a);
            }
        }

        refusedUntouched("damaged");
    }

    @Test
    void aStoreOfANewerUnderpassIsLeftAsItIs() throws Exception {
        MvStateStore.open(directory).close();
        try (MVStore raw = MVStore.open(directory.resolve("underpass.state").toString())) {
            MVMap<String, String> about = raw.openMap(
                    "underpass",
                    new MVMap.Builder<String, String>()
                            .keyType(StringDataType.INSTANCE)
                            .valueType(StringDataType.INSTANCE));
            about.put("format", "2");
            about.put("writtenBy", "9.8.7");
        }

        refusedUntouched("9.8.7, format 2; this one reads format 1");
    }

    @Test
    void aStoreOfSomethingElseIsLeftAsItIs() throws Exception {
        try (MVStore raw = MVStore.open(directory.resolve("underpass.state").toString())) {
            raw.<String, String>openMap("songs").put("a", "b");
        }

        refusedUntouched("no state of Underpass");
    }

    @Test
    void aStoreWhoseNewestChangesAreDamagedIsLeftAsItIs() throws Exception {
        Path file = directory.resolve("underpass.state");
        byte[] older;
        try (StateStore store = MvStateStore.open(directory)) {
            store.keep(List.of(put("a", "1", "{}")));
            older = Files.readAllBytes(file);
            store.keep(List.of(put("a", "2", "{}")));
        }
        Files.write(file, older);

        refusedUntouched("is damaged or an older copy");
        Files.delete(directory.resolve("lock"));
        assertThat(loaded().get("a")).containsOnlyKeys("1");
    }

    @Test
    void whatAFullDiskCouldNotTakeIsNotThereAndWorkGoesOnWithRoom() throws Exception {
        try (StateStore store = MvStateStore.open(directory, FullDisk.SCHEME)) {
            store.keep(List.of(put("a", "1", "old"), put("a", "2", "old")));
            disk.full(true);

            for (int attempt = 0; attempt < 3; attempt++) {
                assertThatThrownBy(
                                () -> store.keep(List.of(put("a", "1", "new"), remove("a", "2"), put("c", "9", "new"))))
                        .isInstanceOf(StateFailure.class)
                        .hasMessageContaining(
                                directory.resolve("underpass.state").toString())
                        .hasMessageContaining("No space left on device");
            }
            disk.full(false);
            store.keep(List.of(put("a", "3", "later")));
        }

        assertThat(loaded().get("a")).isEqualTo(Map.of("1", "old", "2", "old", "3", "later"));
        assertThat(loaded().getOrDefault("c", new TreeMap<>())).isEmpty();
    }

    @Test
    void aChangeWhoseSyncFailedIsTakenBack() throws Exception {
        try (StateStore store = MvStateStore.open(directory, FullDisk.SCHEME)) {
            store.keep(List.of(put("a", "1", "old")));
            disk.syncFails(true);
            assertThatThrownBy(() -> store.keep(List.of(put("a", "1", "new"), put("a", "2", "new"))))
                    .isInstanceOf(StateFailure.class);
            disk.syncFails(false);
        }

        assertThat(loaded().get("a")).isEqualTo(Map.of("1", "old"));
    }

    @Test
    void manyChangesDoNotMakeTheFileGrow() throws Exception {
        try (StateStore store = MvStateStore.open(directory)) {
            for (int i = 0; i < 2000; i++) {
                store.keep(List.of(put("a", "key" + i % 10, "{\"value\":\"" + "v".repeat(500) + i + "\"}")));
            }
        }

        assertThat(Files.size(directory.resolve("underpass.state"))).isLessThan(1024 * 1024);
    }

    private void refusedUntouched(String reason) throws IOException {
        Path file = directory.resolve("underpass.state");
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> MvStateStore.open(directory))
                .isInstanceOf(StateFailure.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(reason);

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    private Map<String, SortedMap<String, String>> loaded() throws StateFailure {
        try (StateStore store = MvStateStore.open(directory)) {
            return store.load();
        }
    }

    private static Row put(String table, String key, String json) {
        return new Row(table, key, Optional.of(json));
    }

    private static Row remove(String table, String key) {
        return new Row(table, key, Optional.empty());
    }
}
