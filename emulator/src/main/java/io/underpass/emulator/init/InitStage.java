package io.underpass.emulator.init;

import java.util.Locale;

/** When a folder of files and scripts is run. Threads: immutable. */
public enum InitStage {
    /** Before the emulator is started. */
    BOOT,
    /** Once it answers, before the files of {@code --import}. */
    START,
    /** After those, before it says that it is ready. */
    READY,
    /** When it is told to stop, while it still answers. */
    SHUTDOWN;

    /** The name of its folder. */
    String folder() {
        return name().toLowerCase(Locale.ROOT) + ".d";
    }

    /** Whether there is an emulator that files can be imported into. */
    boolean imports() {
        return this == START || this == READY;
    }
}
