package io.underpass.emulator.clock;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Who goes by a clock in other processes.
 *
 * <p>Threads: called on any; never waits.
 */
public interface Followers {

    /** Nobody. */
    Followers NONE = new Followers() {
        @Override
        public CompletionStage<?> ready() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> follow(ShownTime time) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public List<String> behind() {
            return List.of();
        }
    };

    /** Completes when they know what they are to do while time passes, or do not say so soon. */
    CompletionStage<?> ready();

    /** The clock shows {@code time} from now on. Completes when they have followed, or are not there, or take very long. */
    CompletionStage<?> follow(ShownTime time);

    /** The names of those that are there and have yet to follow. */
    List<String> behind();
}
