package io.underpass.emulator.state;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** State that cannot be kept or read. The message names the path, the reason, and what to do. Threads: immutable. */
public final class StateFailure extends IOException {

    private static final long serialVersionUID = 1L;

    StateFailure(String message, Throwable cause) {
        super(message, cause);
    }

    StateFailure(String message) {
        super(message);
    }

    /** The innermost reason that {@code failure} has, in its own words. */
    static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        if (innermost instanceof AccessDeniedException denied) {
            return "this user may not write " + denied.getFile();
        }
        if (innermost instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile() + ", and it cannot be made";
        }
        String message = innermost.getMessage();
        return message == null ? innermost.toString() : message;
    }
}
