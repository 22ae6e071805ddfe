package io.underpass.emulator.description.file;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A file is no description that can be meant. The message names every mistake and its place. Threads: immutable. */
public final class InvalidFile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<FileMistake> mistakes;

    InvalidFile(String file, List<FileMistake> mistakes) {
        super(
                mistakes.stream().map(mistake -> file + ':' + mistake).collect(Collectors.joining("\n")),
                null,
                false,
                true);
        this.mistakes = List.copyOf(mistakes);
    }

    /** What is wrong, in the order of the file. */
    public List<FileMistake> mistakes() {
        return new ArrayList<>(mistakes);
    }
}
