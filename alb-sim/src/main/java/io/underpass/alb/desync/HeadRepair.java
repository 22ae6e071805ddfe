package io.underpass.alb.desync;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Writes a head that is not compliant and may pass all the same so that it can be read in one way only. Which lines AWS
 * removes is known for few (a Content-Length beside Transfer-Encoding); that these are they is a guess, on the safe side:
 * whatever frames the body is said once, and what only looks like it is gone.
 *
 * <p>Threads: confined to one call.
 */
final class HeadRepair {

    private final RawHead head;
    private final StringBuilder text = new StringBuilder();
    private boolean length;
    private boolean coding;

    private HeadRepair(RawHead head) {
        this.head = head;
    }

    /**
     * Whether somebody may see the end of the body somewhere else: by a field that is left out here, or by the older of two
     * ways. Whoever frames such a request closes its connection afterwards, come what may (RFC 9112 6.1).
     */
    static boolean isDisputed(RawHead head) {
        Set<String> lengths = new HashSet<>();
        boolean codings = false;
        for (RawField field : head.fields()) {
            if (field.resemblesContentLength() || field.resemblesTransferEncoding()) {
                return true;
            }
            if (field.isContentLength()) {
                lengths.add(field.value());
            }
            codings = codings || (field.isTransferEncoding() && !field.isIdentity());
        }
        return lengths.size() > 1 || (codings && (head.isOld() || !lengths.isEmpty()));
    }

    /** Whether {@code head}, which AWS calls compliant, has something that RFC 9112 does not know. */
    static boolean isWanted(RawHead head) {
        return head.target().isEmpty()
                || !head.target().chars().allMatch(c -> isTarget((char) c))
                || head.fields().stream()
                        .anyMatch(field ->
                                field.isTransferEncoding() && !field.value().equalsIgnoreCase("chunked"));
    }

    /**
     * The bytes of {@code head}, repaired.
     *
     * @param close whether the client is to be told that its connection ends with the answer
     */
    static byte[] repair(RawHead head, boolean close) {
        HeadRepair repair = new HeadRepair(head);
        repair.write(close);
        return repair.text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void write(boolean close) {
        boolean chunked = head.fields().stream().anyMatch(field -> field.isTransferEncoding() && !field.isIdentity());
        text.append(head.method()).append(' ');
        target();
        text.append(' ').append(version(chunked)).append("\r\n");
        for (RawField field : head.fields()) {
            if (passes(field, chunked)) {
                String value = field.isChunked() ? "chunked" : field.value();
                text.append(field.name()).append(": ").append(value).append("\r\n");
            }
        }
        if (close) {
            text.append("Connection: close\r\n");
        }
        text.append("\r\n");
    }

    /** Spaces and control characters cannot travel but encoded, and nothing not at all; one word alone is no request. */
    private void target() {
        if (head.target().isEmpty() && !head.version().isEmpty()) {
            text.append('/');
        }
        for (int i = 0; i < head.target().length(); i++) {
            char c = head.target().charAt(i);
            if (!isTarget(c)) {
                text.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            } else {
                text.append(c);
            }
        }
    }

    /** What the decoder takes: visible ASCII without the mark of a fragment, which never travels. */
    private static boolean isTarget(char c) {
        return c > ' ' && c < 0x7f && c != '#';
    }

    /** Chunks came with HTTP/1.1 (RFC 9112 6.1), whatever the client says it speaks. */
    private String version(boolean chunked) {
        return head.isOld() && !chunked ? "HTTP/1.0" : "HTTP/1.1";
    }

    private boolean passes(RawField field, boolean chunked) {
        if (field.isContentLength() || field.isTransferEncoding()) {
            return framing(field, chunked); // What is wrong with its value the decoder says.
        }
        return field.colon()
                && Octet.isToken(field.name())
                && !Octet.anyControl(field.value())
                && !field.resemblesContentLength()
                && !field.resemblesTransferEncoding();
    }

    private boolean framing(RawField field, boolean chunked) {
        if (field.isContentLength()) {
            boolean passes = !chunked && !length;
            length = true;
            return passes;
        }
        if (field.isTransferEncoding() && (field.isChunked() || field.isIdentity())) {
            boolean passes = field.isChunked() && !coding;
            coding = coding || field.isChunked();
            return passes;
        }
        return true;
    }
}
