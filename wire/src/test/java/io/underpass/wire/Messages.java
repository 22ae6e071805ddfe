package io.underpass.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads HTTP/1.1 messages from a stream, for the test origin and the test client.
 *
 * <p>Threads: stateless; blocks.
 */
final class Messages {

    private Messages() {}

    /** The next line without CRLF; empty at the end of the stream. */
    static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet = in.read();
        while (octet >= 0 && octet != '\n') {
            line.write(octet);
            octet = in.read();
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    static List<String> readHeaders(InputStream in) throws IOException {
        List<String> headers = new ArrayList<>();
        String line = readLine(in);
        while (!line.isEmpty()) {
            headers.add(line);
            line = readLine(in);
        }
        return headers;
    }

    static byte[] readBody(InputStream in, List<String> headers, boolean untilClose) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String header : headers) {
            String lower = header.toLowerCase(java.util.Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                readExactly(in, Integer.parseInt(header.substring(15).trim()), body);
                return body.toByteArray();
            }
            if (lower.startsWith("transfer-encoding:")) {
                readChunks(in, body);
                return body.toByteArray();
            }
        }
        return untilClose ? in.readAllBytes() : new byte[0];
    }

    private static void readChunks(InputStream in, ByteArrayOutputStream body) throws IOException {
        int size = readChunkSize(in);
        while (size > 0) {
            readExactly(in, size, body);
            readLine(in);
            size = readChunkSize(in);
        }
        readHeaders(in);
    }

    private static int readChunkSize(InputStream in) throws IOException {
        String line = readLine(in);
        if (line.isEmpty()) {
            throw new EOFException("cut in the middle of a chunked body");
        }
        return Integer.parseInt(line, 16);
    }

    private static void readExactly(InputStream in, int bytes, ByteArrayOutputStream body) throws IOException {
        byte[] content = in.readNBytes(bytes);
        body.write(content);
        if (content.length < bytes) {
            throw new EOFException("cut after " + content.length + " of " + bytes + " bytes");
        }
    }
}
