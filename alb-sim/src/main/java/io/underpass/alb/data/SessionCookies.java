package io.underpass.alb.data;

import io.netty.handler.codec.DateFormatter;
import io.underpass.alb.identity.Session;
import io.underpass.wire.FieldList;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Keeps sessions in cookies (spec 2.4): compressed, sealed, and cut into up to four pieces. The first character of the
 * first piece tells how many there are, so that pieces of an older, longer session do no harm. The cookies last seven
 * days, whatever the session does.
 *
 * <p>Threads: safe; burns a little.
 */
final class SessionCookies {

    private static final int MAX_PIECES = 4;
    /** With name and attributes below the 4096 bytes that browsers take. */
    private static final int PIECE_LENGTH = 3900;

    private static final int MAX_SESSION_BYTES = 256 * 1024;
    private static final Duration LIFETIME = Duration.ofDays(7);

    private final Seal seal;
    private final InstantSource clock;

    SessionCookies(Seal seal, InstantSource clock) {
        this.seal = seal;
        this.clock = clock;
    }

    /** Whether there are any in {@code headers}. */
    static boolean isIn(FieldList headers, String name) {
        return RequestCookies.value(headers, name + "-0").isPresent();
    }

    /** The pieces in {@code headers}, put together, for {@link #open}; empty where one is missing. */
    static String sealed(FieldList headers, String name) {
        String first = RequestCookies.value(headers, name + "-0").orElse("");
        int pieces = first.isEmpty() ? 0 : first.charAt(0) - '0';
        if (pieces < 1 || pieces > MAX_PIECES) {
            return "";
        }
        StringBuilder text = new StringBuilder(first.substring(1));
        for (int i = 1; i < pieces; i++) {
            Optional<String> piece = RequestCookies.value(headers, name + '-' + i);
            if (piece.isEmpty()) {
                return "";
            }
            text.append(piece.get());
        }
        return text.toString();
    }

    /** The session in {@code sealed}; nothing where it is none of ours. */
    Optional<Session> open(String sealed) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(sealed);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return seal.open(bytes).flatMap(SessionCookies::inflated).flatMap(Session::read);
    }

    /** The values of the Set-Cookie fields that keep {@code session}; none where it is too big to be kept. */
    List<String> keep(Session session, String name) {
        String text = Base64.getEncoder().withoutPadding().encodeToString(seal.seal(deflated(session.toBytes())));
        int pieces = (text.length() + PIECE_LENGTH - 1) / PIECE_LENGTH;
        if (pieces > MAX_PIECES) {
            return List.of();
        }
        List<String> cookies = new ArrayList<>();
        for (int i = 0; i < pieces; i++) {
            String piece = text.substring(i * PIECE_LENGTH, Math.min(text.length(), (i + 1) * PIECE_LENGTH));
            cookies.add(cookie(name + '-' + i, i == 0 ? pieces + piece : piece, clock.instant()));
        }
        return cookies;
    }

    /** A Set-Cookie field; HttpOnly is a guess. */
    static String cookie(String name, String value, Instant now) {
        return name + '=' + value + "; Expires=" + DateFormatter.format(Date.from(now.plus(LIFETIME)))
                + "; Path=/; Secure; HttpOnly; SameSite=None";
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[4096];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static Optional<byte[]> inflated(byte[] bytes) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[4096];
            while (!inflater.finished() && out.size() <= MAX_SESSION_BYTES) {
                int length = inflater.inflate(buffer);
                if (length == 0 && !inflater.finished()) {
                    return Optional.empty();
                }
                out.write(buffer, 0, length);
            }
            return inflater.finished() ? Optional.of(out.toByteArray()) : Optional.empty();
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }
}
