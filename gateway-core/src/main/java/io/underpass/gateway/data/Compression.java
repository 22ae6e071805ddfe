package io.underpass.gateway.data;

import io.netty.handler.codec.http.HttpHeaders;
import io.underpass.gateway.compile.Payloads;
import io.underpass.wire.FieldNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Whether and how a response is compressed (spec 3.5; AWS, "Enable payload compression").
 *
 * <p>Threads: immutable.
 *
 * @param coding what the client likes best; empty where it goes out as it is
 * @param minimumBytes smaller bodies are left as they are
 */
record Compression(Optional<Coding> coding, int minimumBytes) {

    /** Leaves every body as it is. */
    static final Compression NONE = new Compression(Optional.empty(), 0);

    /** What API Gateway can do, the first where a client has no preference. */
    enum Coding {
        GZIP,
        DEFLATE;

        /** As {@code Content-Encoding} has it. */
        String fieldValue() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** {@code plain} in this coding. */
        byte[] encode(byte[] plain) {
            ByteArrayOutputStream coded = new ByteArrayOutputStream(plain.length / 2 + 64);
            try (OutputStream out = this == GZIP ? new GZIPOutputStream(coded) : new DeflaterOutputStream(coded)) {
                out.write(plain);
            } catch (IOException e) {
                throw new UncheckedIOException("writing to memory failed", e);
            }
            return coded.toByteArray();
        }
    }

    /** What the API says of responses and this client of codings. */
    static Compression of(Payloads payloads, HttpHeaders request) {
        if (!payloads.compressed()) {
            return NONE;
        }
        Optional<Coding> accepted = accepted(String.join(",", request.getAll(FieldNames.ACCEPT_ENCODING)));
        return new Compression(accepted, payloads.minimumCompressionBytes().getAsInt());
    }

    /** The coding for a body of {@code bytes} bytes; one without any stays so. */
    Optional<Coding> forBody(int bytes) {
        return bytes > 0 && bytes >= minimumBytes ? coding : Optional.empty();
    }

    /** The coding the client likes best, if it can be done; of several, the first it names. A star stands for gzip, a guess. */
    static Optional<Coding> accepted(String field) {
        double best = 0;
        Optional<Coding> chosen = Optional.empty();
        for (String item : field.split(",")) {
            String[] parts = item.strip().toLowerCase(Locale.ROOT).split(";");
            double quality = quality(parts);
            Optional<Coding> coding = coding(parts[0].strip());
            if (quality > best || (quality == best && quality > 0 && chosen.isEmpty())) {
                best = quality;
                chosen = coding;
            }
        }
        return chosen;
    }

    private static Optional<Coding> coding(String name) {
        return switch (name) {
            case "gzip", "x-gzip", "*" -> Optional.of(Coding.GZIP);
            case "deflate" -> Optional.of(Coding.DEFLATE);
            default -> Optional.empty();
        };
    }

    /** An item without a weight has that of 1; one that cannot be read has none. */
    private static double quality(String[] parts) {
        if (parts[0].isBlank()) {
            return 0;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                try {
                    double weight = Double.parseDouble(parameter.substring(2).strip());
                    return weight >= 0 && weight <= 1 ? weight : 0;
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
