package dev.redkit.format.pickled;

import dev.redkit.format.numpy.NpyTypes;
import dev.redkit.tensor.Order;
import dev.redkit.tensor.Ordered;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a dictionary of arrays, as {@code pickle.dump} of protocol 4 would, which has room for arrays of any size. */
final class ArrayPickler {
    private static final int PROTOCOL = 4;
    private static final int NEWTRUE = 0x88;
    private static final int NEWFALSE = 0x89;
    private static final int TUPLE1 = 0x85;
    private static final int TUPLE3 = 0x87;
    private static final int BINBYTES8 = 0x8e;

    private final OutputStream out;
    private final Order order;

    ArrayPickler(OutputStream out, Order order) {
        this.out = out;
        this.order = order;
    }

    void write(Iterable<Tensor> tensors) throws IOException {
        ops(0x80, PROTOCOL, '}');
        for (Tensor tensor : tensors) {
            text(tensor.name());
            array(tensor);
            ops('s');
        }
        ops('.');
        out.flush();
    }

    private void array(Tensor tensor) throws IOException {
        boolean columns = order == Order.F && tensor.shape().rank() > 1;
        global("numpy.core.multiarray", "_reconstruct");
        global("numpy", "ndarray");
        ops('K', 0, TUPLE1, 'C', 1, 'b', TUPLE3, 'R', '(', 'K', 1, '(');
        for (long dimension : tensor.shape().dimensions()) {
            out.write(
                    little(10).put((byte) 0x8a).put((byte) 8).putLong(dimension).array());
        }
        ops('t');
        dtype(NpyTypes.descr(tensor.dtype()).orElseThrow());
        ops(columns ? NEWTRUE : NEWFALSE);
        out.write(little(9).put((byte) BINBYTES8).putLong(tensor.bytes()).array());
        try (InputStream in = Ordered.open(tensor, columns ? Order.F : Order.C)) {
            in.transferTo(out);
        }
        ops('t', 'b');
    }

    private void dtype(String descr) throws IOException {
        global("numpy", "dtype");
        text(descr.substring(1));
        ops(NEWFALSE, NEWTRUE, TUPLE3, 'R', '(', 'K', 3);
        text(descr.substring(0, 1));
        ops('N', 'N', 'N', 'J', 0xff, 0xff, 0xff, 0xff, 'J', 0xff, 0xff, 0xff, 0xff, 'K', 0, 't', 'b');
    }

    private void global(String module, String name) throws IOException {
        out.write(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void text(String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.write(little(5).put((byte) 'X').putInt(utf8.length).array());
        out.write(utf8);
    }

    private void ops(int... codes) throws IOException {
        for (int code : codes) {
            out.write(code);
        }
    }

    private static ByteBuffer little(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }
}
