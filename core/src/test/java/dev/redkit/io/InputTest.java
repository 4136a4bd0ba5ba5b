package dev.redkit.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class InputTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Compression.class)
    void readsWhatEachCompressionWrote(Compression compression) throws IOException {
        byte[] plain = text(700_000);
        Path file = Files.write(folder.resolve("named.wrongly"), packed(compression, plain));

        try (Input input = Input.open(file)) {
            assertThat(input.compression()).isEqualTo(compression);
            assertThat(input.isCompressed()).isEqualTo(compression != Compression.NONE);
            assertThat(input.stream().readAllBytes()).isEqualTo(plain);
            assertThat(input.size()).isEqualTo(Files.size(file));
            assertThat(input.bytesRead()).isEqualTo(input.size());
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void readsNothingFromNothingCompressed(Compression compression) throws IOException {
        assertThat(read(packed(compression, new byte[0]))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void readsConcatenatedStreamsAsOne(Compression compression) throws IOException {
        byte[] first = text(100_000);
        byte[] second = text(10);
        byte[] whole = join(first, join(second, first));

        byte[] packed = join(packed(compression, first), join(packed(compression, second), packed(compression, first)));
        assertThat(read(packed)).isEqualTo(whole);
    }

    /** The source gives few bytes at a time and says that none are available, as a slow network does. */
    @ParameterizedTest
    @EnumSource(Compression.class)
    void readsConcatenatedStreamsFromASlowSource(Compression compression) throws IOException {
        byte[] plain = text(2_000);
        byte[] packed = join(packed(compression, plain), packed(compression, plain));
        try (Input input = Input.of("slow", -1, new Trickle(packed))) {
            assertThat(input.stream().readAllBytes()).isEqualTo(join(plain, plain));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            mode = Mode.EXCLUDE,
            names = {"NONE", "SNAPPY"})
    void neverTakesACutStreamForAWholeOne(Compression compression) throws IOException {
        byte[] packed = packed(compression, text(3_000));
        for (int length = Compression.MAGIC_LENGTH; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThatThrownBy(() -> read(cut))
                    .as("%s cut after %d of %d", compression, length, packed.length)
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("in memory")
                    .hasMessageContaining("at byte ");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            mode = Mode.EXCLUDE,
            names = {"NONE", "SNAPPY"})
    void neverTakesACutSecondStreamForTheEnd(Compression compression) throws IOException {
        byte[] first = packed(compression, text(500));
        byte[] packed = join(first, packed(compression, text(500)));
        for (int length = first.length + 1; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThatThrownBy(() -> read(cut))
                    .as("%s cut after %d, second from %d to %d", compression, length, first.length, packed.length)
                    .isInstanceOf(BadInput.class);
        }
    }

    @Test
    void waitsForNoMoreBytesThanItTakesToSeeThatNothingIsCompressed() throws IOException {
        PipedOutputStream typed = new PipedOutputStream();
        try (PipedInputStream stdin = new PipedInputStream(typed)) {
            typed.write("PING\n".getBytes(StandardCharsets.UTF_8));
            typed.flush();
            Input input = Input.open("-", stdin);
            assertThat(input.stream().readNBytes(5)).isEqualTo("PING\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void readsLz4BlocksThatDependOnEachOther() throws IOException {
        byte[] noise = new byte[70_000];
        new Random(3).nextBytes(noise);
        byte[] plain = join(noise, noise);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        var linked = new FramedLZ4CompressorOutputStream.Parameters(
                FramedLZ4CompressorOutputStream.BlockSize.K64, true, false, true);
        try (OutputStream out = new FramedLZ4CompressorOutputStream(packed, linked)) {
            out.write(plain);
        }
        byte[] bytes = packed.toByteArray();
        assertThat(bytes[4] & 0x20).as("independence of the blocks").isZero();
        assertThat(read(bytes)).isEqualTo(plain);
        for (int length = bytes.length - 100; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(cut)).as("cut after %d", length).isInstanceOf(BadInput.class);
        }
    }

    /** The framed snappy format has no end mark: a cut between two chunks cannot be seen, any other can. */
    @Test
    void seesACutInsideASnappyChunk() throws IOException {
        byte[] plain = text(3_000);
        byte[] packed = packed(Compression.SNAPPY, plain);
        for (int length = 11; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThatThrownBy(() -> read(cut)).as("cut after %d", length).isInstanceOf(BadInput.class);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, mode = Mode.EXCLUDE, names = "NONE")
    void meetsDamageWithBadInputAndNothingElse(Compression compression) throws IOException {
        byte[] plain = text(3_000);
        byte[] packed = packed(compression, plain);
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = packed.clone();
            damaged[Compression.MAGIC_LENGTH + random.nextInt(packed.length - Compression.MAGIC_LENGTH)] ^=
                    (byte) (1 << random.nextInt(8));
            try {
                read(damaged);
            } catch (BadInput expected) {
                assertThat(expected).hasMessageContaining("in memory");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            names = {"GZIP", "ZSTD", "BZIP2", "XZ"})
    void refusesWhatFollowsTheCompressedData(Compression compression) throws IOException {
        byte[] packed = join(packed(compression, text(500)), "tail of another kind".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> read(packed)).isInstanceOf(BadInput.class);
    }

    @Test
    void refusesAZstdFrameThatWantsTooMuchMemory() {
        // Magic, descriptor without single segment, window descriptor for 2 GiB, an empty last raw block.
        byte[] greedy = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) (21 << 3), 1, 0, 0, 0, 0, 0};
        assertThatThrownBy(() -> read(greedy)).isInstanceOf(BadInput.class).hasMessageContaining("memory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B", "BZh9", "BZh9 is how it begins", "PK", "id,name\n1,a\n", "\u001f"})
    void readsWhatIsNoMagicNumberAsItIs(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(read(bytes)).isEqualTo(bytes);
    }

    @Test
    void readsByteByByteAndInPieces() throws IOException {
        byte[] plain = text(600_000);
        for (Compression compression : new Compression[] {Compression.NONE, Compression.ZSTD}) {
            try (Input input = Input.of("in memory", -1, new ByteArrayInputStream(packed(compression, plain)))) {
                InputStream stream = input.stream();
                ByteArrayOutputStream seen = new ByteArrayOutputStream();
                for (int i = 0; i < 1000; i++) {
                    seen.write(stream.read());
                }
                byte[] large = new byte[RawStream.BUFFER + 5];
                for (int got = stream.read(large); got >= 0; got = stream.read(large)) {
                    seen.write(large, 0, got);
                }
                assertThat(stream.read()).isEqualTo(-1);
                assertThat(seen.toByteArray()).isEqualTo(plain);
            }
        }
    }

    @Test
    void saysWhatIsWrongWithAName() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> Input.open(folder))
                .isInstanceOf(UsageError.class)
                .hasMessage(folder + " is a directory, not a file");
        assertThatThrownBy(() -> Input.open(folder.resolve("none")))
                .isInstanceOf(UsageError.class)
                .hasMessage("there is no file " + folder.resolve("none"));
        assertThatThrownBy(() -> Input.open("a\0b", InputStream.nullInputStream()))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("is not a path");
        try (Input input = Input.open(file)) {
            assertThatThrownBy(input::notEmpty).isInstanceOf(BadInput.class).hasMessage(file + " is empty");
        }
    }

    @Test
    void readsStandardInputAndLeavesItOpen() throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream stdin = new ByteArrayInputStream(packed(Compression.GZIP, text(10))) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        try (Input input = Input.open("-", stdin)) {
            assertThat(input.name()).isEqualTo("standard input");
            assertThat(input.size()).isEqualTo(Progress.UNKNOWN);
            assertThat(input.stream().readAllBytes()).isEqualTo(text(10));
        }
        assertThat(closed).isFalse();
    }

    @Test
    void namesTheInputAndTheOffsetWhenReadingFails() {
        InputStream error = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Input/output error");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw new IOException("Input/output error");
            }
        };
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(text(100)), error);
        try (Input input = Input.of("disk.csv", -1, broken)) {
            assertThatThrownBy(() -> input.stream().readAllBytes())
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("disk.csv")
                    .hasMessageContaining("after byte ")
                    .hasMessageContaining("Input/output error");
        }
    }

    @Test
    void countsForAProgressBar() throws IOException {
        Progress progress = new Progress();
        byte[] packed = packed(Compression.GZIP, text(100_000));
        Path file = Files.write(folder.resolve("file"), packed);
        try (Input input = Input.open(file).reportTo(progress)) {
            assertThat(progress.totalBytes()).isEqualTo(packed.length);
            input.stream().readAllBytes();
        }
        assertThat(progress.bytes()).isEqualTo(packed.length);
        progress.expect(Progress.UNKNOWN);
        progress.expect(5);
        assertThat(progress.totalBytes()).isEqualTo(Progress.UNKNOWN);
    }

    private static byte[] read(byte[] bytes) throws IOException {
        try (Input input = Input.of("in memory", bytes.length, new ByteArrayInputStream(bytes))) {
            return input.stream().readAllBytes();
        }
    }

    static byte[] packed(Compression compression, byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compression.encode(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    static byte[] text(int length) {
        Random random = new Random(42);
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) "0123456789abcdef,\n".charAt(random.nextInt(18));
        }
        return text;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] whole = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, whole, first.length, second.length);
        return whole;
    }

    private static final class Trickle extends InputStream {
        private final byte[] bytes;
        private int at;

        Trickle(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return at == bytes.length ? -1 : bytes[at++] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int got = Math.min(7, Math.min(length, bytes.length - at));
            System.arraycopy(bytes, at, into, offset, got);
            at += got;
            return got == 0 ? -1 : got;
        }
    }
}
