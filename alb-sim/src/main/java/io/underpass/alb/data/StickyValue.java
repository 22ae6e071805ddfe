package io.underpass.alb.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The value of a stickiness cookie: what the client stays with and since when, sealed. The configured duration is not
 * in it: whether it is over is found out when the cookie comes back, so that a change of it counts at once (a guess).
 *
 * <p>Threads: safe; some microseconds a call.
 */
final class StickyValue {

    /** With the seal 96 bytes, which are 128 characters: as long as those seen on AWS. */
    private static final int MIN_BYTES = 68;

    private static final int NAME_OFFSET = 2 * Long.BYTES;

    private final Seal seal;
    private final InstantSource clock;

    StickyValue(Seal seal, InstantSource clock) {
        this.seal = seal;
        this.clock = clock;
    }

    /**
     * A value for a client that stays with {@code name} from now on.
     *
     * @param scope where the name means something; a value is of no use in another scope
     */
    String of(String scope, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer content = ByteBuffer.allocate(Math.max(MIN_BYTES, NAME_OFFSET + text.length));
        content.putLong(clock.millis()).putLong(hash(scope)).put(text);
        return Base64.getEncoder().encodeToString(seal.seal(content.array()));
    }

    /** Whether {@code value} was made here, whatever it says. */
    boolean isGenuine(String value) {
        return opened(value).isPresent();
    }

    /** What {@code value} says that the client stays with; nothing where it is garbage, of another scope or too old. */
    Optional<String> read(String value, String scope, Duration duration) {
        Optional<byte[]> opened = opened(value).filter(content -> content.length >= NAME_OFFSET);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        ByteBuffer content = ByteBuffer.wrap(opened.get());
        boolean inTime = clock.millis() - content.getLong() <= duration.toMillis();
        boolean inScope = content.getLong() == hash(scope);
        return inTime && inScope ? Optional.of(name(opened.get())) : Optional.empty();
    }

    private Optional<byte[]> opened(String value) {
        try {
            return seal.open(Base64.getDecoder().decode(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // Not base64: not one of ours.
        }
    }

    private static String name(byte[] content) {
        int end = content.length;
        while (end > NAME_OFFSET && content[end - 1] == 0) {
            end--;
        }
        return new String(Arrays.copyOfRange(content, NAME_OFFSET, end), StandardCharsets.UTF_8);
    }

    /** FNV-1a: tells scopes apart where nobody can choose the values, since these are sealed. */
    private static long hash(String scope) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < scope.length(); i++) {
            hash = (hash ^ scope.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
