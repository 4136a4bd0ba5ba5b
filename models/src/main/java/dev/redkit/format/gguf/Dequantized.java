package dev.redkit.format.gguf;

import dev.redkit.tensor.ChunkedStream;
import dev.redkit.tensor.Halves;
import dev.redkit.tensor.TensorData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Blocks of 32 quantised numbers as the floats they stand for.
 *
 * <pre>
 *   Q4_0  scale(f16)                   16 bytes of two           (q - 8) * scale
 *   Q4_1  scale(f16) least(f16)        16 bytes of two           q * scale + least
 *   Q5_0  scale(f16) fifth bits(4)     16 bytes of two           (q - 16) * scale
 *   Q5_1  scale(f16) least(f16) fifth bits(4)  16 bytes of two   q * scale + least
 *   Q8_0  scale(f16)                   32 bytes                  q * scale
 * </pre>
 *
 * Of a byte of two, the lower half is in the first half of the block.
 */
final class Dequantized extends ChunkedStream {
    private static final int BLOCKS = 512;
    private static final int SIZE = 32;

    private final InputStream in;
    private final GgmlType type;
    private final byte[] chunk;
    private final ByteBuffer out =
            ByteBuffer.allocate(BLOCKS * SIZE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private Dequantized(InputStream in, GgmlType type) {
        this.in = in;
        this.type = type;
        this.chunk = new byte[BLOCKS * type.bytes()];
    }

    static TensorData of(TensorData blocks, GgmlType type) {
        return () -> new Dequantized(blocks.open(), type);
    }

    @Override
    protected ByteBuffer next() throws IOException {
        int length = in.readNBytes(chunk, 0, chunk.length);
        ByteBuffer blocks = ByteBuffer.wrap(chunk, 0, length).order(ByteOrder.LITTLE_ENDIAN);
        out.clear();
        while (blocks.remaining() >= type.bytes()) {
            float scale = half(blocks);
            if (type == GgmlType.Q8_0) {
                for (int i = 0; i < SIZE; i++) {
                    out.putFloat(blocks.get() * scale);
                }
            } else {
                halves(blocks, scale);
            }
        }
        return out.flip();
    }

    private void halves(ByteBuffer blocks, float scale) {
        boolean shifted = type == GgmlType.Q4_1 || type == GgmlType.Q5_1;
        boolean five = type == GgmlType.Q5_0 || type == GgmlType.Q5_1;
        float least = shifted ? half(blocks) : 0;
        int fifths = five ? blocks.getInt() : 0;
        int zero = shifted ? 0 : five ? 16 : 8;
        int from = blocks.position();
        for (int i = 0; i < SIZE; i++) {
            int pair = blocks.get(from + i % (SIZE / 2));
            int low = (i < SIZE / 2 ? pair : pair >> 4) & 0xf;
            int number = low | ((fifths >>> i & 1) << 4);
            float value = (number - zero) * scale;
            out.putFloat(shifted ? value + least : value);
        }
        blocks.position(from + SIZE / 2);
    }

    private static float half(ByteBuffer blocks) {
        return Halves.ofF16(blocks.getShort() & 0xffff);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
