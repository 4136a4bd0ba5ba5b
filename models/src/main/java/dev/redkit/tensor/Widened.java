package dev.redkit.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Small floating-point numbers as F32, for formats that do not know them. Each keeps its value exactly. */
public final class Widened {
    private Widened() {}

    /** The same tensor, which is of F16, BF16 or F8, as F32. */
    public static Tensor of(Tensor tensor) {
        if (!tensor.dtype().isFloat() || tensor.dtype().bytes() > Short.BYTES) {
            throw new IllegalArgumentException(tensor.dtype() + " is not small");
        }
        return Tensor.of(tensor.name(), DType.F32, tensor.shape(), () -> new Stream(tensor.open(), tensor.dtype()));
    }

    private static final class Stream extends ChunkedStream {
        private static final int ELEMENTS = 16 << 10;

        private final InputStream in;
        private final DType dtype;
        private final byte[] chunk;
        private final ByteBuffer out =
                ByteBuffer.allocate(ELEMENTS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

        Stream(InputStream in, DType dtype) {
            this.in = in;
            this.dtype = dtype;
            this.chunk = new byte[ELEMENTS * dtype.bytes()];
        }

        @Override
        protected ByteBuffer next() throws IOException {
            int length = in.readNBytes(chunk, 0, chunk.length);
            ByteBuffer packed = ByteBuffer.wrap(chunk, 0, length).order(ByteOrder.LITTLE_ENDIAN);
            out.clear();
            while (packed.remaining() >= dtype.bytes()) {
                out.putFloat((float) dtype.next(packed));
            }
            return out.flip();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
