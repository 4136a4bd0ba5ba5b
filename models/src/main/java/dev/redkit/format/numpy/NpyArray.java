package dev.redkit.format.numpy;

import dev.redkit.failure.BadInput;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Strided;
import dev.redkit.tensor.Strided.Layout;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** One array in the format .npy, in a file or in an archive, as a tensor. */
final class NpyArray {
    private final String place;
    private final NpyHeader header;

    private NpyArray(String place, NpyHeader header) {
        this.place = place;
        this.header = header;
    }

    /**
     * Reads the header.
     *
     * @param packed the whole array, header included
     * @param bytes how many bytes that has
     * @param place what to call it before a user
     */
    static Tensor in(TensorData packed, long bytes, String place, String name) throws IOException {
        NpyArray array;
        try (InputStream in = packed.open()) {
            array = new NpyArray(place, NpyHeader.read(place, in));
        }
        array.requireBytes(bytes);
        TensorData data = packed.part(array.header.bytes(), array.dataBytes());
        return array.header.type().characters().isPresent()
                ? array.strings(name, data)
                : Tensor.of(name, array.dtype(), array.header.shape(), Strided.of(place, data, array.layout()));
    }

    private DType dtype() {
        return header.type().dtype();
    }

    private Layout layout() {
        return header.columnMajor()
                ? Layout.columnMajor(dtype(), header.shape(), header.type().bigEndian())
                : Layout.dense(dtype(), header.shape(), header.type().bigEndian());
    }

    private Tensor strings(String name, TensorData data) throws IOException {
        if (header.columnMajor() && header.shape().rank() > 1) {
            throw new BadInput(place + " has strings in Fortran order, which are not read");
        }
        TensorData strings = () -> new FixedStrings(data.open(), header.type());
        long bytes;
        try (InputStream in = strings.open()) {
            bytes = in.transferTo(OutputStream.nullOutputStream());
        }
        return Tensor.ofStrings(name, header.shape(), bytes, strings);
    }

    private long dataBytes() {
        try {
            return header.dataBytes();
        } catch (ArithmeticException e) {
            throw new BadInput("no file can hold the " + header.shape() + " elements of " + place, null, e);
        }
    }

    private void requireBytes(long length) {
        long there = length - header.bytes();
        if (there != dataBytes()) {
            throw BadInput.at(
                    place,
                    header.bytes(),
                    header.shape() + " elements '" + header.descr() + "' are " + dataBytes() + " bytes, but there are "
                            + there);
        }
    }
}
