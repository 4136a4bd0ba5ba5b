package dev.redkit.model;

import dev.redkit.io.BlockStream;
import dev.redkit.io.Progress;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Models for tests, and their way into a store. */
final class Imports {
    private Imports() {}

    /** A tensor of floats that says in every number what it is. */
    static Tensor floats(String name, int seed, int... shape) {
        long[] lengths = new long[shape.length];
        int count = 1;
        for (int i = 0; i < shape.length; i++) {
            lengths[i] = shape[i];
            count *= shape[i];
        }
        byte[] bytes = new byte[4 * count];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            buffer.putFloat(seed + i / 1000f);
        }
        return Tensor.of(name, DType.F32, Shape.of(lengths), bytes);
    }

    /** Bytes that are made while they are read. */
    static Tensor large(String name, int seed, long bytes) {
        return Tensor.of(name, DType.U8, Shape.of(bytes), () -> new Generated(seed, bytes));
    }

    static Import.Order order(String model, List<Tensor> tensors) {
        return order(model, tensors, new Import.Visibility(null, true, null));
    }

    static Import.Order order(String model, List<Tensor> tensors, Import.Visibility visibility) {
        return new Import.Order(
                model, new Import.Content(tensors, Map.of("origin", "test"), "test.npz", "npz"), visibility);
    }

    static Import.Report run(ModelStore store, ImportOptions options, Import.Order order) {
        return new Import(store, options, new Progress(), InstantSource.system())
                .run(order, new Random())
                .orElseThrow();
    }

    static Import.Report run(ModelStore store, Import.Order order) {
        return run(store, ImportOptions.DEFAULT, order);
    }

    static byte[] bytes(Tensor tensor) {
        try (InputStream in = tensor.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A reproducible stream of bytes. */
    static final class Generated extends BlockStream {
        private final Random random;
        private final byte[] block = new byte[1 << 16];
        private long left;
        private int at = block.length;

        Generated(int seed, long bytes) {
            random = new Random(seed);
            left = bytes;
        }

        @Override
        public int read(byte[] into, int offset, int count) {
            if (left == 0) {
                return -1;
            }
            if (at == block.length) {
                random.nextBytes(block);
                at = 0;
            }
            int taken = (int) Math.min(Math.min(count, block.length - at), left);
            System.arraycopy(block, at, into, offset, taken);
            at += taken;
            left -= taken;
            return taken;
        }
    }
}
