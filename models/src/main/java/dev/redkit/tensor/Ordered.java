package dev.redkit.tensor;

import dev.redkit.region.Region;
import dev.redkit.region.Spool;
import dev.redkit.tensor.Strided.Layout;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a tensor in the order that somebody asks for. */
public final class Ordered {
    private Ordered() {}

    /** In column order they are collected from all over the tensor; when it is in no file, from a temporary one. */
    public static InputStream open(Tensor tensor, Order order) throws IOException {
        if (order == Order.C || tensor.shape().rank() < 2 || tensor.bytes() == 0) {
            return tensor.open();
        }
        Layout transposed = transposed(tensor);
        if (tensor.region().isPresent()) {
            return Gather.of(tensor.region().get(), transposed);
        }
        Region spooled;
        try (InputStream in = tensor.open()) {
            spooled = Spool.of(tensor.name(), in);
        }
        return new FilterInputStream(Gather.of(spooled, transposed)) {
            @Override
            public void close() throws IOException {
                spooled.close();
            }
        };
    }

    private static Layout transposed(Tensor tensor) {
        long[] rows = tensor.shape().rowMajorStrides();
        long[] reversed = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            reversed[i] = rows[rows.length - 1 - i];
        }
        return new Layout(tensor.dtype(), tensor.shape().reversed(), reversed, false);
    }
}
