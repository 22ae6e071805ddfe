package io.underpass.alb.identity;

import com.nimbusds.jose.jwk.JWKSet;
import io.netty.channel.EventLoop;
import io.underpass.wire.Peer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of token issuers: fetched when first needed, again after five minutes, and, at most every ten seconds,
 * when a token names a key that is not among them. How long AWS keeps them is not known.
 *
 * <p>Threads: safe, never blocks; several requests that need the same keys wait for one fetch.
 */
public final class KeySets {

    private static final Duration MAX_AGE = Duration.ofMinutes(5);
    private static final Duration MIN_AGE = Duration.ofSeconds(10);
    private static final int MAX_BYTES = 150 * 1024;
    private static final int MAX_KEYS = 10;

    /** Of documents; beyond that those of rules that are gone are forgotten, and the others fetched again. */
    private static final int MAX_DOCUMENTS = 1000;

    private final ProviderCalls calls;
    private final OffLoop offLoop;
    private final InstantSource clock;
    private final Map<URI, Document> documents = new ConcurrentHashMap<>();

    /** Keys that {@code calls} fetches. */
    public KeySets(ProviderCalls calls, OffLoop offLoop, InstantSource clock) {
        this.calls = calls;
        this.offLoop = offLoop;
        this.clock = clock;
    }

    /** What {@link #find} finds. */
    public sealed interface Found {

        /** The keys, read at some time. */
        record Keys(JWKSet set, Instant readAt) implements Found {}

        /** There are none to be had. */
        record Unusable(Denial denial) implements Found {}
    }

    /** Keys are fetched again when they are needed. */
    public void forget() {
        documents.clear();
    }

    /** Whether keys among which one is missing may be fetched again. */
    public boolean isOld(Found.Keys keys) {
        return !keys.readAt().isAfter(clock.instant().minus(MIN_AGE));
    }

    /**
     * Finds the keys at {@code location}.
     *
     * @param anew whether those are too old that could be fetched again by now
     * @param then called once, on {@code loop}, perhaps before this returns
     */
    public void find(URI location, boolean anew, EventLoop loop, Peer peer, Consumer<Found> then) {
        Document document = documents.get(location);
        if (document == null) {
            if (documents.size() >= MAX_DOCUMENTS) {
                documents.clear(); // Who waits for one has it still.
            }
            document = documents.computeIfAbsent(location, Document::new);
        }
        document.find(anew, loop, peer, then);
    }

    private final class Document {

        private final URI location;
        private final List<Consumer<Found>> waiting =
                new ArrayList<>(); // Not empty while it is fetched; guarded by this.
        private volatile Found.@Nullable Keys last;

        Document(URI location) {
            this.location = location;
        }

        void find(boolean anew, EventLoop loop, Peer peer, Consumer<Found> then) {
            Found.Keys known = last;
            Duration limit = anew ? MIN_AGE : MAX_AGE;
            if (known != null && known.readAt().isAfter(clock.instant().minus(limit))) {
                then.accept(known);
                return;
            }
            synchronized (this) {
                waiting.add(found -> onLoop(loop, () -> then.accept(found)));
                if (waiting.size() > 1) {
                    return;
                }
            }
            calls.call(ProviderRequest.get(location, MAX_BYTES), loop, peer, answer -> read(answer, loop));
        }

        private void read(ProviderAnswer answer, EventLoop loop) {
            if (answer instanceof ProviderAnswer.Answered answered && answered.isSuccess()) {
                offLoop.run(loop, () -> parse(answered.body()), found -> settle(found.orElseGet(this::unread)));
            } else {
                settle(unusable(answer));
            }
        }

        private Found unread() {
            return new Found.Unusable(ErrorReason.JWKS_REQUEST_TIMEOUT.because("nobody had time to read " + location));
        }

        private Found unusable(ProviderAnswer answer) {
            if (answer instanceof ProviderAnswer.Answered answered) {
                return refused(ErrorReason.JWKS_REQUEST_FAILED, "the answer is " + answered.status());
            }
            if (answer instanceof ProviderAnswer.TooLarge tooLarge) {
                return refused(ErrorReason.JWKS_RESPONSE_SIZE_EXCEEDED, tooLarge.reason());
            }
            return refused(ErrorReason.JWKS_REQUEST_TIMEOUT, ((ProviderAnswer.Silent) answer).reason());
        }

        private Found parse(byte[] body) {
            try {
                JWKSet set = JWKSet.parse(new String(body, StandardCharsets.UTF_8));
                return set.size() > MAX_KEYS
                        ? refused(
                                ErrorReason.JWKS_RESPONSE_SIZE_EXCEEDED,
                                set.size() + " keys, " + MAX_KEYS + " are allowed")
                        : new Found.Keys(set, clock.instant());
            } catch (ParseException e) {
                return refused(ErrorReason.JWKS_RESPONSE_INVALID, "no JWKS: " + e.getMessage());
            }
        }

        private Found refused(ErrorReason reason, String detail) {
            return new Found.Unusable(reason.because("the keys at " + location + " are of no use: " + detail));
        }

        /** Keys that were good before stay so for their time where there are no others. */
        private void settle(Found fresh) {
            Found found = fresh;
            if (fresh instanceof Found.Keys keys) {
                last = keys;
            } else {
                Found.Keys known = last;
                boolean fit =
                        known != null && known.readAt().isAfter(clock.instant().minus(MAX_AGE));
                found = fit ? known : fresh;
            }
            List<Consumer<Found>> served;
            synchronized (this) {
                served = List.copyOf(waiting);
                waiting.clear();
            }
            for (Consumer<Found> each : served) {
                each.accept(found);
            }
        }
    }

    private static void onLoop(EventLoop loop, Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            // The event loop has ended and taken the exchange with it.
            return;
        }
    }
}
