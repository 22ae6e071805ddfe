package io.underpass.emulator.journal;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which entries to show.
 *
 * <p>Threads: immutable.
 */
public record JournalFilter(Optional<String> api, OptionalInt status, Optional<String> requestId) {

    /** Every entry. */
    public static final JournalFilter ALL = new JournalFilter(Optional.empty(), OptionalInt.empty(), Optional.empty());

    /** This filter for one request only. */
    public JournalFilter withRequestId(String id) {
        return new JournalFilter(api, status, Optional.of(id));
    }

    boolean accepts(JournalEntry entry) {
        return requestId.map(entry.requestId()::equals).orElse(true)
                && (status.isEmpty() || status.getAsInt() == entry.completion().status())
                && api.map(entry.trail().last(JournalEntry.API)::equals).orElse(true);
    }
}
