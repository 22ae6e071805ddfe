package io.underpass.alb.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OddNameTest {

    @Test
    void lettersDigitsAndHyphensAreUsualWhereverTheyStand() {
        for (int length = 1; length <= 20; length++) {
            for (int at = 0; at < length; at++) {
                for (char c = 0; c < 0x100; c++) {
                    StringBuilder name = new StringBuilder("Content-Security-Pol9".substring(0, length));
                    name.setCharAt(at, c);
                    boolean odd = !String.valueOf(c).matches("[-A-Za-z0-9]");
                    assertThat(OddName.is(name.toString())).as("%s", name).isEqualTo(odd);
                    byte[] bytes = (">>>" + name + "_").getBytes(StandardCharsets.ISO_8859_1);
                    assertThat(OddName.is(new AsciiString(bytes, 3, length, false)))
                            .as("%s of %d", name, (int) c)
                            .isEqualTo(odd);
                }
            }
        }
    }

    @Test
    void anEmptyNameIsNotOdd() {
        assertThat(OddName.is("")).isFalse();
    }
}
