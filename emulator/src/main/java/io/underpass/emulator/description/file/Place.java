package io.underpass.emulator.description.file;

/** A place in a file, both numbers from 1. Threads: immutable. */
record Place(int line, int column) {

    static final Place START = new Place(1, 1);
}
