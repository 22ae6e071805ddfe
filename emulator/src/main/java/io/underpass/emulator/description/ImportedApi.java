package io.underpass.emulator.description;

import java.util.List;

/**
 * An API that was made from a document. Threads: immutable.
 *
 * @param warnings what of the document was passed over
 */
public record ImportedApi(String id, String name, String stage, List<String> warnings) {

    /** The tag that says what the document is known by. */
    public static final String SOURCE_TAG = "underpass:source";

    /** Copies the list. */
    public ImportedApi {
        warnings = List.copyOf(warnings);
    }
}
