package dev.redkit.format.numpy;

import dev.redkit.failure.UsageError;
import dev.redkit.format.WriteOptions;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Order;
import dev.redkit.tensor.Ordered;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** One tensor as NumPy saves an array: version 1.0 of the format, native order, the data at a multiple of 64 bytes. */
final class NpyWriter {
    private static final int ALIGNMENT = 64;
    private static final int PREFIX = 10;

    private final Tensor tensor;
    private final Order order;
    private final byte[] header;
    private final int width;

    private NpyWriter(Tensor tensor, Order order, int width) {
        this.tensor = tensor;
        this.order = tensor.shape().rank() < 2 || width > 0 ? Order.C : order;
        this.width = width;
        this.header = header(width > 0 ? "<U" + width / 4 : descr(tensor));
    }

    static NpyWriter of(Tensor tensor, WriteOptions options) throws IOException {
        if (tensor.dtype() == DType.STRING) {
            return new NpyWriter(tensor, options.order(), PaddedStrings.width(tensor));
        }
        return new NpyWriter(tensor, options.order(), 0);
    }

    private static String descr(Tensor tensor) {
        return NpyType.descr(tensor.dtype()).orElseThrow(() -> new UsageError("NumPy has no " + tensor.dtype()));
    }

    private byte[] header(String descr) {
        StringBuilder shape = new StringBuilder();
        for (long dimension : tensor.shape().dimensions()) {
            shape.append(dimension).append(tensor.shape().rank() == 1 ? "," : ", ");
        }
        if (tensor.shape().rank() > 1) {
            shape.setLength(shape.length() - 2);
        }
        String text = "{'descr': '" + descr + "', 'fortran_order': " + (order == Order.F ? "True" : "False")
                + ", 'shape': (" + shape + "), }";
        int padding = Math.floorMod(-(PREFIX + text.length() + 1), ALIGNMENT);
        byte[] bytes = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(PREFIX + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(NpyHeader.MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
    }

    /** The bytes of the whole. */
    long bytes() {
        return header.length
                + (width > 0 ? Math.multiplyExact(tensor.shape().elements(), (long) width) : tensor.bytes());
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(header);
        try (InputStream in = width > 0 ? new PaddedStrings(tensor.open(), width) : Ordered.open(tensor, order)) {
            in.transferTo(out);
        }
    }
}
