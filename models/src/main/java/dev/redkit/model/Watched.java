package dev.redkit.model;

import dev.redkit.io.Progress;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Tensors whose bytes are counted as somebody reads them, until somebody says that it is enough. */
public record Watched(Progress progress, BooleanSupplier cancelled) {
    public List<Tensor> all(List<Tensor> tensors) {
        return tensors.stream().map(this::one).toList();
    }

    private Tensor one(Tensor tensor) {
        TensorData data = () -> new Counted(tensor.open());
        return tensor.dtype() == DType.STRING
                ? Tensor.ofStrings(tensor.name(), tensor.shape(), tensor.bytes(), data)
                : Tensor.of(tensor.name(), tensor.dtype(), tensor.shape(), data);
    }

    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            progress.addBytes(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int count) throws IOException {
            if (cancelled.getAsBoolean()) {
                throw new InterruptedIOException("interrupted");
            }
            int got = super.read(into, offset, count);
            progress.addBytes(Math.max(0, got));
            return got;
        }
    }
}
