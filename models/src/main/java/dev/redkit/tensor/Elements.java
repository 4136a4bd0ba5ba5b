package dev.redkit.tensor;

import dev.redkit.failure.BadInput;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads a tensor element by element, for those who write numbers as text. */
public final class Elements implements Closeable {
    private static final int CHUNK = 64 << 10;
    private static final int LONGEST_STRING = 512 << 20;

    private final DType dtype;
    private final InputStream in;
    private final byte[] chunk = new byte[CHUNK];
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private long left;

    public Elements(Tensor tensor) throws IOException {
        this.dtype = tensor.dtype();
        this.left = tensor.shape().elements();
        this.in = tensor.open();
    }

    public boolean hasNext() {
        return left > 0;
    }

    /** The next element as the shortest text that gives it back: {@code 1.5}, {@code true}, {@code NaN}, {@code 1.0+2.0j}. */
    public String nextText() throws IOException {
        left--;
        return switch (dtype) {
            case BOOL -> number() != 0 ? "true" : "false";
            case U8, I8, U16, I16, U32, I32 -> Long.toString((long) number());
            case I64 -> Long.toString(ready().getLong());
            case U64 -> Long.toUnsignedString(ready().getLong());
            case F8_E4M3, F8_E5M2, F16, BF16, F32 -> Float.toString((float) number());
            case F64 -> Double.toString(number());
            case C64 -> complex(Float.toString((float) number()), Float.toString((float) number()));
            case C128 -> complex(Double.toString(number()), Double.toString(number()));
            case STRING -> string();
        };
    }

    /** The next number; of a complex element its two parts, one after the other. Not to be mixed with whole elements. */
    public double nextNumber() throws IOException {
        return number();
    }

    /** The next number of a tensor of whole numbers or truth values. */
    public long nextWhole() throws IOException {
        return switch (dtype) {
            case I64, U64 -> ready().getLong();
            case BOOL, U8, I8, U16, I16, U32, I32 -> (long) number();
            default -> throw new BadInput("numbers of " + dtype + " stand where whole ones should");
        };
    }

    private static String complex(String real, String imaginary) {
        return real + (imaginary.startsWith("-") ? "" : "+") + imaginary + "j";
    }

    private double number() throws IOException {
        return dtype.next(ready());
    }

    private ByteBuffer ready() throws IOException {
        int width = dtype.numberBytes();
        if (buffer.remaining() < width) {
            int length = in.readNBytes(chunk, 0, CHUNK / width * width);
            if (length < width) {
                throw new BadInput("a tensor has fewer bytes than its shape needs");
            }
            buffer = ByteBuffer.wrap(chunk, 0, length).order(ByteOrder.LITTLE_ENDIAN);
        }
        return buffer;
    }

    private String string() throws IOException {
        byte[] length = in.readNBytes(Integer.BYTES);
        int count = length.length < Integer.BYTES
                ? -1
                : ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (count < 0 || count > LONGEST_STRING) {
            throw new BadInput("the strings of a tensor are damaged");
        }
        byte[] text = in.readNBytes(count);
        if (text.length < count) {
            throw new BadInput("the strings of a tensor are cut off");
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
