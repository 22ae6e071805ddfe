package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.underpass.wire.BodyReader.Progress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedReaderTest {

    private final StringBuilder body = new StringBuilder();
    private final ChunkedReader reader = new ChunkedReader(100);

    @Test
    void chunksAreJoinedAndTheNextMessageIsLeftAlone() {
        ByteBuf in = buffer("5\r\nhello\r\n6 ; a=b;c=\"d\\\"\" \r\n world\r\n0\r\n\r\nGET /");
        // White space at the end of the line is not an extension.
        assertThat(read(in)).isEqualTo(Progress.MALFORMED);

        in = buffer("5\r\nhello\r\n6 ; a=b;c=\"d\\\"\"\r\n world\r\n00\r\nX-T: 1\r\n\r\nGET /");
        body.setLength(0);
        assertThat(new ChunkedReader(100).read(in, this::append)).isEqualTo(Progress.COMPLETE);
        assertThat(body).hasToString("hello world");
        assertThat(in.toString(StandardCharsets.US_ASCII)).isEqualTo("GET /");
        in.release();
    }

    @Test
    void theFramingMayArriveByteByByte() {
        byte[] bytes = "3\r\nabc\r\nA;x\r\n0123456789\r\n0\r\nT: 1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        ByteBuf in = Unpooled.buffer();
        for (int i = 0; i < bytes.length; i++) {
            in.writeByte(bytes[i]);
            assertThat(reader.read(in, this::append))
                    .isEqualTo(i == bytes.length - 1 ? Progress.COMPLETE : Progress.INCOMPLETE);
        }
        assertThat(body).hasToString("abc0123456789");
        in.release();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Q", "-", "5\rh", "5;a\rb", "5\r\nhello\r\n0\r\nT: a\rb", "0\r\n\rX"})
    void whatCannotBecomeALineIsRefusedBeforeItEnds(String beginning) {
        ByteBuf in = buffer(beginning);
        assertThat(reader.read(in, this::append)).isEqualTo(Progress.MALFORMED);
        in.release();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5\nhello\r\n",
                " 5\r\nhello\r\n",
                "5 \r\nhello\r\n",
                "+5\r\nhello\r\n",
                "-5\r\nhello\r\n",
                "0x5\r\nhello\r\n",
                "5_0\r\nhello\r\n",
                "\r\nhello\r\n",
                "g\r\n",
                "5;\r\nhello\r\n",
                "5;a=\r\nhello\r\n",
                "5;a=\"b\r\nhello\r\n",
                "5;a\u0001\r\nhello\r\n",
                "5;a\nb\r\nhello\r\n",
                "5\r\nhelloX\r\n",
                "5\r\nhello\n",
                "5\r\nhello\rX",
                "FFFFFFFFFFFFFFFF\r\n",
                "0\r\nX : 1\r\n\r\n",
                "0\r\n folded\r\n\r\n",
                "0\r\nX: 1\n\r\n",
                "0\n\r\n",
            })
    void framingByAnotherGrammarIsMalformed(String text) {
        assertThat(read(buffer(text))).isEqualTo(Progress.MALFORMED);
        assertThat(reader.problem()).isNotEmpty();
    }

    @Test
    void endlessSizeLinesExtensionsAndTrailersAreMalformed() {
        assertThat(read(buffer("5;" + "a".repeat(5000)))).isEqualTo(Progress.MALFORMED);
        assertThat(new ChunkedReader(100).read(buffer("0\r\nX: " + "a".repeat(100)), this::append))
                .isEqualTo(Progress.MALFORMED);
        String greedy = ("1;" + "a".repeat(4000) + "\r\nx\r\n").repeat(5);
        assertThat(new ChunkedReader(100).read(buffer(greedy), this::append)).isEqualTo(Progress.MALFORMED);
    }

    private Progress read(ByteBuf in) {
        try {
            return reader.read(in, this::append);
        } finally {
            in.release();
        }
    }

    private void append(ByteBuf data) {
        body.append(data.toString(StandardCharsets.US_ASCII));
        data.release();
    }

    private static ByteBuf buffer(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }
}
