package dev.redkit.format.numpy;

import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** NumPy's words for numbers, for formats that use them too. */
public final class NpyTypes {
    private NpyTypes() {}

    /** What a word like {@code <f4} means; none when it is no number. */
    public static Optional<DType> number(String descr) {
        try {
            return Optional.of(NpyType.of(descr).dtype()).filter(dtype -> dtype != DType.STRING);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The word for a dtype; none for what NumPy does not have. */
    public static Optional<String> descr(DType dtype) {
        return NpyType.descr(dtype);
    }

    /** What a dtype is kept as. */
    public static DType keeps(DType dtype) {
        return NpyType.keeps(dtype);
    }

    /** Texts of one width, filled up with zeros. They are read once, for how long they are without. */
    public static Tensor texts(String name, Shape shape, int width, TensorData padded) throws IOException {
        NpyType type = new NpyType(DType.STRING, false, width, Optional.of('S'));
        TensorData texts = () -> new FixedStrings(padded.open(), type);
        try (InputStream in = texts.open()) {
            return Tensor.ofStrings(name, shape, in.transferTo(OutputStream.nullOutputStream()), texts);
        }
    }
}
