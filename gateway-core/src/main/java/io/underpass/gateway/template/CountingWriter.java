package io.underpass.gateway.template;

import java.io.IOException;
import java.io.Writer;
import java.util.function.IntConsumer;

/**
 * Counts what is written before it is.
 *
 * <p>Threads: confined to the thread that renders.
 */
final class CountingWriter extends Writer {

    private static final int ONE_BYTE = 0x80;
    private static final int TWO_BYTES = 0x800;

    private final Writer target;
    private final IntConsumer count;

    private CountingWriter(Writer target, IntConsumer count) {
        this.target = target;
        this.count = count;
    }

    /** For the output of a template. */
    static CountingWriter output(Writer target, Budget budget) {
        return new CountingWriter(target, budget::output);
    }

    /** For a part of a template; counted once only. */
    static Writer part(Writer target, Budget budget) {
        return target instanceof CountingWriter ? target : new CountingWriter(target, budget::chars);
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        int bytes = 0;
        for (int i = from; i < from + length; i++) {
            bytes += bytes(text.charAt(i));
        }
        count.accept(bytes);
        target.write(text, from, length);
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        write(new String(text, from, length), 0, length);
    }

    @Override
    public void write(int c) throws IOException {
        count.accept(bytes((char) c));
        target.write(c);
    }

    /** In UTF-8; half of four for half of a pair. */
    private static int bytes(char c) {
        if (c < ONE_BYTE) {
            return 1;
        }
        return c < TWO_BYTES || Character.isSurrogate(c) ? 2 : 3;
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }

    @Override
    public void close() throws IOException {
        target.close();
    }
}
