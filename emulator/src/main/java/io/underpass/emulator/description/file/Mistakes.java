package io.underpass.emulator.description.file;

import io.underpass.emulator.description.Mistake;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is found wrong while a file is read, and where everything stands in it. Threads: confined to one thread. */
final class Mistakes {

    private final List<FileMistake> found = new ArrayList<>();
    private final Map<String, Place> places = new HashMap<>();

    void add(Place place, String message) {
        found.add(FileMistake.at(place, message));
    }

    /** Adds {@code mistake} at its place, or else at the nearest one above it. */
    void add(Mistake mistake) {
        add(mistake.path(), mistake.path().isEmpty() ? mistake.message() : mistake.toString());
    }

    /** Adds what is wrong with what stands at {@code path}. */
    void add(String path, String message) {
        String known = path;
        while (!known.isEmpty() && !places.containsKey(known)) {
            known = known.substring(0, Math.max(0, Math.max(known.lastIndexOf('.'), known.lastIndexOf('['))));
        }
        add(places.getOrDefault(known, Place.START), message);
    }

    /** Remembers that {@code path} stands at {@code place}. */
    void mark(String path, Place place) {
        places.putIfAbsent(path, place);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the file. */
    List<FileMistake> inOrder() {
        return found.stream()
                .sorted(Comparator.comparingInt(FileMistake::line).thenComparingInt(FileMistake::column))
                .distinct()
                .toList();
    }
}
