package io.underpass.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyExchangeReaderTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final String RANDOM = "11".repeat(32);
    private static final String RETRY = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";
    private static final String CHANGE_CIPHER_SPEC = "140303000101";
    private static final String SECRET = record(23, "00".repeat(50));

    private final KeyExchangeReader reader = new KeyExchangeReader();
    private final EmbeddedChannel channel = new EmbeddedChannel(reader);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private static String sized(int bytes, String hex) {
        return ("%0" + 2 * bytes + "x").formatted(hex.length() / 2) + hex;
    }

    private static String record(int type, String hex) {
        return "%02x0303".formatted(type) + sized(2, hex);
    }

    private static String message(int type, String hex) {
        return "%02x".formatted(type) + sized(3, hex);
    }

    private static String hello(String random, String... extensions) {
        String body = "0303" + random + sized(1, "22".repeat(32)) + "130100";
        return message(2, body + (extensions.length == 0 ? "" : sized(2, String.join("", extensions))));
    }

    private static String extension(int type, String hex) {
        return "%04x".formatted(type) + sized(2, hex);
    }

    private static String share(int group) {
        return extension(51, "%04x".formatted(group) + sized(2, "33".repeat(32)));
    }

    private void says(String... hex) {
        ByteBuf all = Unpooled.wrappedBuffer(HEX.parseHex(String.join("", hex)));
        String before = HEX.formatHex(ByteBufUtil.getBytes(all));
        channel.writeOutbound(all);
        ByteBuf passed = channel.readOutbound();
        assertThat(HEX.formatHex(ByteBufUtil.getBytes(passed))).isEqualTo(before);
        passed.release();
    }

    private boolean isGone() {
        return channel.pipeline().get(KeyExchangeReader.class) == null;
    }

    @Test
    void aHelloOfTls13HasTheGroupInItsShare() {
        says(record(22, hello(RANDOM, extension(43, "0304"), share(24))), CHANGE_CIPHER_SPEC, SECRET);
        assertThat(reader.group()).isEqualTo("secp384r1");
        assertThat(isGone()).isTrue();
    }

    @Test
    void groupsOfTwoKindsOfKeysHaveNamesToo() {
        says(record(22, hello(RANDOM, share(4588))));
        assertThat(reader.group()).isEqualTo("X25519MLKEM768");
    }

    @Test
    void anotherShareMayBeAskedForFirst() {
        says(record(22, hello(RETRY, extension(51, "0017"))), CHANGE_CIPHER_SPEC);
        assertThat(reader.group()).isEmpty();
        assertThat(isGone()).isFalse();
        says(record(22, hello(RANDOM, share(23))));
        assertThat(reader.group()).isEqualTo("secp256r1");
    }

    @Test
    void ofTls12TheServersPartNamesTheCurve() {
        String certificate = message(11, "44".repeat(20_000));
        String exchange = message(12, "03001d" + "55".repeat(100));
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.writeBytes(HEX.parseHex(certificate + exchange + message(14, "")));
        byte[] bytes = rest.toByteArray();
        says(record(22, hello(RANDOM)), record(22, HEX.formatHex(bytes, 0, 16_000)));
        assertThat(isGone()).isFalse();
        says(record(22, HEX.formatHex(bytes, 16_000, bytes.length)));
        assertThat(reader.group()).isEqualTo("x25519");
        assertThat(isGone()).isTrue();
    }

    @Test
    void whatAgreesOnNoGroupHasNone() {
        says(record(22, hello(RANDOM) + message(11, "44") + message(14, "")));
        assertThat(reader.group()).isEmpty();
        assertThat(isGone()).isTrue();
    }

    @Test
    void aSessionThatGoesOnHasNone() {
        says(record(22, hello(RANDOM)), CHANGE_CIPHER_SPEC, record(22, "66".repeat(40)));
        assertThat(reader.group()).isEmpty();
        assertThat(isGone()).isTrue();
    }

    @Test
    void garbageIsPassedOn() {
        says(record(22, "02000001ff"), SECRET);
        assertThat(reader.group()).isEmpty();
        says(record(21, "0228"));
        assertThat(isGone()).isTrue();
    }
}
