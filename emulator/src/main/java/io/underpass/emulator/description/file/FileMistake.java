package io.underpass.emulator.description.file;

/**
 * Something in a file that cannot be meant. Threads: immutable.
 *
 * @param line from 1
 * @param column from 1
 * @param message what is wrong, and what would be right
 */
public record FileMistake(int line, int column, String message) {

    static FileMistake at(Place place, String message) {
        return new FileMistake(place.line(), place.column(), message);
    }

    @Override
    public String toString() {
        return line + ":" + column + ": " + message;
    }
}
