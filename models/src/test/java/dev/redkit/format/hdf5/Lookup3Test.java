package dev.redkit.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class Lookup3Test {
    @Test
    void isWhatItsAuthorSays() {
        byte[] text = "Four score and seven years ago".getBytes(StandardCharsets.US_ASCII);
        assertThat(Lookup3.of(text, 0)).isEqualTo(0xdeadbeef);
        assertThat(Lookup3.of(text, text.length)).isEqualTo(0x17770551);
    }
}
