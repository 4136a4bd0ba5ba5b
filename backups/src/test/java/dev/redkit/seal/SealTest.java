package dev.redkit.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.NotAllowed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final int CHUNK = 64 << 10;
    private static final int SEALED_CHUNK = CHUNK + Seal.TAG;
    private static final Passphrase RIGHT = Passphrase.of("correct horse");

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] seal(byte[] plain) throws IOException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        try (SealedOutput out = new SealedOutput(sealed, RIGHT, 1000)) {
            out.write(plain, 0, plain.length / 3);
            out.write(plain, plain.length / 3, plain.length - plain.length / 3);
        }
        return sealed.toByteArray();
    }

    private static byte[] open(byte[] sealed, Passphrase passphrase) throws IOException {
        return new SealedInput(new ByteArrayInputStream(sealed), passphrase, "a file").readAllBytes();
    }

    @Test
    void whatIsSealedIsOpenedAgain() throws IOException {
        for (int length : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 17}) {
            byte[] plain = random(length);
            byte[] sealed = seal(plain);
            assertThat(SealedInput.isSealed(sealed)).isTrue();
            assertThat(open(sealed, RIGHT)).as("%d bytes", length).isEqualTo(plain);
        }
    }

    @Test
    void twoFilesOfTheSameContentHaveNothingInCommonButTheirForm() throws IOException {
        byte[] one = seal(random(100));
        byte[] other = seal(random(100));
        assertThat(one).hasSameSizeAs(other);
        assertThat(Arrays.copyOfRange(one, Seal.HEAD, one.length))
                .isNotEqualTo(Arrays.copyOfRange(other, Seal.HEAD, other.length));
    }

    @Test
    void anotherPassphraseIsSaidToBeWrongAndTheFileNotToBeDamaged() throws IOException {
        byte[] sealed = seal(random(10));
        assertThatThrownBy(() -> open(sealed, Passphrase.of("incorrect horse")))
                .isInstanceOf(NotAllowed.class)
                .hasMessageContaining("does not open a file")
                .hasMessageNotContaining("horse");
        assertThat(RIGHT.toString()).doesNotContain("horse");
    }

    @Test
    void aFileThatWasCutOffAnywhereIsNoticed() throws IOException {
        byte[] sealed = seal(random(3 * CHUNK));
        for (int length : new int[] {
            0,
            1,
            Seal.HEAD - 1,
            Seal.HEAD,
            Seal.HEAD + 1,
            Seal.HEAD + SEALED_CHUNK - 1,
            Seal.HEAD + SEALED_CHUNK,
            Seal.HEAD + SEALED_CHUNK + 1,
            Seal.HEAD + 2 * SEALED_CHUNK,
            sealed.length - 1
        }) {
            assertThatThrownBy(() -> open(Arrays.copyOf(sealed, length), RIGHT))
                    .as("%d of %d bytes", length, sealed.length)
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("a file");
        }
        assertThatThrownBy(() -> open(Arrays.copyOf(sealed, sealed.length + 1), RIGHT))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void aFlippedBitIsNoticedWhereverItIs() throws IOException {
        byte[] sealed = seal(random(CHUNK + 500));
        for (int at = 0; at < sealed.length; at += at < Seal.HEAD ? 3 : 9973) {
            byte[] flipped = sealed.clone();
            flipped[at] ^= 1;
            // An iteration count of hundreds of millions is refused, not computed.
            assertThatThrownBy(() -> open(flipped, RIGHT))
                    .as("byte %d", at)
                    .isInstanceOfAny(BadInput.class, NotAllowed.class);
        }
    }

    @Test
    void chunksInAnotherOrderAreNoticed() throws IOException {
        byte[] sealed = seal(random(4 * CHUNK));
        byte[] swapped = sealed.clone();
        System.arraycopy(sealed, Seal.HEAD, swapped, Seal.HEAD + SEALED_CHUNK, SEALED_CHUNK);
        System.arraycopy(sealed, Seal.HEAD + SEALED_CHUNK, swapped, Seal.HEAD, SEALED_CHUNK);
        assertThatThrownBy(() -> open(swapped, RIGHT))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("another order");
        byte[] without = new byte[sealed.length - SEALED_CHUNK];
        System.arraycopy(sealed, 0, without, 0, Seal.HEAD);
        System.arraycopy(sealed, Seal.HEAD + SEALED_CHUNK, without, Seal.HEAD, without.length - Seal.HEAD);
        assertThatThrownBy(() -> open(without, RIGHT)).isInstanceOf(BadInput.class);
    }
}
