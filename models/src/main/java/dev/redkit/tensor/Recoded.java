package dev.redkit.tensor;

import dev.redkit.failure.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers of one dtype as those of another one, each with its value: for files that keep numbers smaller than they are. */
public final class Recoded extends ChunkedStream {
    private static final int ELEMENTS = 8 << 10;

    private final InputStream in;
    private final DType from;
    private final DType to;
    private final ByteOrder order;
    private final long plus;
    private final byte[] chunk;
    private final ByteBuffer out;

    private Recoded(InputStream in, DType from, ByteOrder order, DType to, long plus) {
        this.in = in;
        this.from = from;
        this.order = order;
        this.to = to;
        this.plus = plus;
        this.chunk = new byte[ELEMENTS * from.bytes()];
        this.out = ByteBuffer.allocate(ELEMENTS * to.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads numbers in the given byte order; what the other dtype cannot hold is {@link BadInput}. */
    public static TensorData of(TensorData data, DType from, ByteOrder order, DType to) {
        return of(data, from, order, to, 0);
    }

    /** The same, with something added to each: whole numbers that are counted from one become counted from zero. */
    public static TensorData of(TensorData data, DType from, ByteOrder order, DType to, long plus) {
        return () -> new Recoded(data.open(), from, order, to, plus);
    }

    @Override
    protected ByteBuffer next() throws IOException {
        int length = in.readNBytes(chunk, 0, chunk.length);
        ByteBuffer numbers = ByteBuffer.wrap(chunk, 0, length).order(order);
        out.clear();
        while (numbers.remaining() >= from.bytes()) {
            if (from == DType.I64 || from == DType.U64) {
                whole(numbers.getLong());
            } else {
                number(from.next(numbers));
            }
        }
        return out.flip();
    }

    private void whole(long value) {
        if (to == DType.F64 || to == DType.F32) {
            double rounded = from == DType.U64 && value < 0 ? ((value >>> 1) | (value & 1)) * 2.0 : value;
            floating(rounded);
        } else if (to == DType.BOOL) {
            out.put((byte) (value == 0 ? 0 : 1));
        } else {
            integer(value + plus);
        }
    }

    private void number(double value) {
        if (to == DType.F64 || to == DType.F32) {
            floating(value);
        } else if (to == DType.BOOL) {
            out.put((byte) (value == 0 ? 0 : 1));
        } else {
            long whole = (long) value;
            if (whole != value) {
                throw new BadInput("there is " + value + " where a whole number should be");
            }
            integer(whole + plus);
        }
    }

    private void floating(double value) {
        if (to == DType.F64) {
            out.putDouble(value);
        } else {
            out.putFloat((float) value);
        }
    }

    private void integer(long value) {
        boolean fits = switch (to) {
            case U8 -> value >= 0 && value <= 0xff;
            case I8 -> value == (byte) value;
            case U16 -> value >= 0 && value <= 0xffff;
            case I16 -> value == (short) value;
            case U32 -> value >= 0 && value <= 0xffff_ffffL;
            case I32 -> value == (int) value;
            default -> true;
        };
        if (!fits) {
            throw new BadInput("the number " + value + " is not " + to + ", though it should be");
        }
        switch (to.bytes()) {
            case 1 -> out.put((byte) value);
            case 2 -> out.putShort((short) value);
            case 4 -> out.putInt((int) value);
            default -> out.putLong(value);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
