package io.underpass.emulator.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What went wrong, in words for people; of some failures the JDK says no more than a path. Threads: stateless. */
final class Complaint {

    private Complaint() {}

    /** The words for {@code failure}. */
    static String of(Exception failure) {
        String message = failure.getMessage();
        if (message == null) {
            return failure.toString();
        }
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            return file.getFile() + " " + problem(file);
        }
        return message;
    }

    private static String problem(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "is not there";
        } else if (failure instanceof AccessDeniedException) {
            return "may not be read or written by this user";
        } else if (failure instanceof NotDirectoryException) {
            return "is no directory";
        } else if (failure instanceof FileAlreadyExistsException) {
            return "is in the way";
        }
        return "cannot be used: " + failure.getClass().getSimpleName();
    }
}
