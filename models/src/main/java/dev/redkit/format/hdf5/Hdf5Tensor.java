package dev.redkit.format.hdf5;

import dev.redkit.failure.BadInput;
import dev.redkit.region.Region;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Strided;
import dev.redkit.tensor.Strided.Layout;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.BitField;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OrderedDataType;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One dataset as a tensor. What is laid out in one piece stays in the file; chunks are unpacked a row of them at a time. */
public final class Hdf5Tensor {
    private static final long MOST_STRINGS = 1 << 20;

    /** What HDF5 allows in an object header, where small datasets are kept. */
    private static final long MOST_COMPACT = 64 << 10;

    private final Region file;
    private final Dataset dataset;
    private final long userBlock;

    /** A dataset of the file, before which so many bytes of something else stand. */
    public Hdf5Tensor(Region file, Dataset dataset, long userBlock) {
        this.file = file;
        this.dataset = dataset;
        this.userBlock = userBlock;
    }

    /** The tensor; none when the dataset has elements that are neither numbers nor strings, or no elements at all. */
    public Optional<Tensor> named(String name) {
        Shape shape = Shape.of(dataset.isScalar() ? new long[0] : dataset.getDimensionsAsLong());
        if (dataset.getJavaType() == String.class && !(dataset.getDataType() instanceof EnumDataType)) {
            return Optional.of(strings(name, shape));
        }
        Optional<DType> dtype = dtype(dataset.getDataType());
        return dtype.isEmpty() || (dataset.isEmpty() && !isZeroSized())
                ? Optional.empty()
                : Optional.of(
                        Tensor.of(name, dtype.get(), shape, data(name, Layout.dense(dtype.get(), shape, swaps()))));
    }

    /** The bytes of the elements, of whatever type, each of so many bytes; none when they are kept in some other way. */
    Optional<TensorData> records(int width) {
        long bytes = Math.multiplyExact(dataset.getSize(), (long) width);
        if (bytes == 0) {
            return Optional.of(InputStream::nullInputStream);
        }
        if (dataset instanceof ContiguousDataset whole && dataset.getStorageInBytes() != 0) {
            return Optional.of(TensorData.of(file.slice(whole.getDataAddress() + userBlock, bytes, dataset.getPath())));
        }
        return dataset instanceof ChunkedDataset chunked
                ? Optional.of(new ChunkRows(file.name() + ":" + dataset.getPath(), chunked, width)::open)
                : Optional.empty();
    }

    private boolean isZeroSized() {
        return dataset.getSize() == 0;
    }

    private boolean swaps() {
        return swaps(dataset.getDataType());
    }

    static boolean swaps(DataType type) {
        DataType part =
                type instanceof CompoundDataType pair ? pair.getMembers().get(0).getDataType() : type;
        return part instanceof OrderedDataType ordered && ordered.getByteOrder() == ByteOrder.BIG_ENDIAN;
    }

    private TensorData data(String name, Layout layout) {
        long bytes = layout.span();
        if (bytes == 0) {
            return InputStream::nullInputStream;
        }
        if (dataset instanceof ContiguousDataset whole) {
            if (dataset.getStorageInBytes() == 0) {
                throw new BadInput(name + " in " + file.name() + " was never written");
            }
            return Strided.of(file.slice(whole.getDataAddress() + userBlock, bytes, name), layout);
        }
        if (dataset instanceof ChunkedDataset chunked) {
            ChunkRows rows = new ChunkRows(
                    file.name() + ":" + dataset.getPath(),
                    chunked,
                    layout.dtype().bytes());
            return Strided.of(name, rows::open, layout);
        }
        if (bytes > MOST_COMPACT) {
            throw new BadInput(name + " in " + file.name() + " is laid out in a way that is not read; try h5repack");
        }
        byte[] compact = compact(layout.dtype(), (int) bytes);
        return () -> new ByteArrayInputStream(compact);
    }

    /** A small dataset, whose numbers the library has turned into some array of Java. */
    private byte[] compact(DType dtype, int bytes) {
        Object flat = dataset.getDataFlat();
        byte[] packed = new byte[bytes];
        int width = dtype.bytes();
        int count = flat.getClass().isArray() ? Array.getLength(flat) : 1;
        if (count * width != bytes) {
            throw new BadInput(
                    dataset.getPath() + " in " + file.name() + " is kept in a way that is not read; try h5repack");
        }
        for (int i = 0; i < count; i++) {
            long bits = bits(flat.getClass().isArray() ? Array.get(flat, i) : flat, dtype);
            for (int j = 0; j < width; j++) {
                packed[i * width + j] = (byte) (bits >> (8 * j));
            }
        }
        return packed;
    }

    private long bits(Object value, DType dtype) {
        if (dtype == DType.F32 && value instanceof Float single) {
            return Float.floatToRawIntBits(single);
        }
        if (dtype == DType.F64 && value instanceof Double number) {
            return Double.doubleToRawLongBits(number);
        }
        if (dtype.isInteger() && value instanceof Number number) {
            return number.longValue();
        }
        if (dtype == DType.BOOL && value instanceof String word) {
            return word.equals("TRUE") ? 1 : 0;
        }
        throw new BadInput(
                dataset.getPath() + " in " + file.name() + " is kept in a way that is not read; try h5repack");
    }

    static Optional<DType> dtype(DataType type) {
        if (type instanceof BitField bits) {
            // As PyTables writes truth values.
            return bits.getSize() == 1 ? Optional.of(DType.BOOL) : Optional.empty();
        }
        if (type instanceof FixedPoint whole) {
            return integer(whole.getSize(), whole.isSigned());
        }
        if (type instanceof FloatingPoint number) {
            return Optional.ofNullable(
                    switch (number.getSize()) {
                        case 2 -> number.getExponentSize() == 8 ? DType.BF16 : DType.F16;
                        case 4 -> DType.F32;
                        case 8 -> DType.F64;
                        default -> null;
                    });
        }
        if (type instanceof EnumDataType words) {
            // As h5py writes truth values.
            boolean truth =
                    words.getSize() == 1 && Map.of(0, "FALSE", 1, "TRUE").equals(words.getEnumMapping());
            return truth ? Optional.of(DType.BOOL) : Optional.empty();
        }
        return type instanceof CompoundDataType pair ? complex(pair) : Optional.empty();
    }

    private static Optional<DType> integer(int size, boolean signed) {
        return Optional.ofNullable(
                switch (size) {
                    case 1 -> signed ? DType.I8 : DType.U8;
                    case 2 -> signed ? DType.I16 : DType.U16;
                    case 4 -> signed ? DType.I32 : DType.U32;
                    case 8 -> signed ? DType.I64 : DType.U64;
                    default -> null;
                });
    }

    /** As h5py writes complex numbers, fields r and i; or MATLAB, fields real and imag. */
    private static Optional<DType> complex(CompoundDataType pair) {
        List<String> names = pair.getMembers().stream()
                .map(CompoundDataType.CompoundDataMember::getName)
                .toList();
        boolean floats = (names.equals(List.of("r", "i")) || names.equals(List.of("real", "imag")))
                && pair.getMembers().stream().allMatch(m -> m.getDataType() instanceof FloatingPoint);
        return !floats
                ? Optional.empty()
                : pair.getSize() == 8
                        ? Optional.of(DType.C64)
                        : pair.getSize() == 16 ? Optional.of(DType.C128) : Optional.empty();
    }

    private Tensor strings(String name, Shape shape) {
        if (shape.elements() > MOST_STRINGS) {
            throw new BadInput(name + " in " + file.name() + " has more than " + MOST_STRINGS + " strings");
        }
        List<String> values = new ArrayList<>();
        if (shape.elements() > 0) {
            collect(dataset.getData(), values);
        }
        return Tensor.ofStrings(name, shape, values);
    }

    /** All strings of a dataset that is not large. */
    List<String> words() {
        List<String> values = new ArrayList<>();
        Object data = dataset.getData();
        if (data != null && data.getClass().isArray() && !(data instanceof Object[])) {
            for (int i = 0; i < Array.getLength(data); i++) {
                values.add(String.valueOf(Array.get(data, i)));
            }
        } else {
            collect(data, values);
        }
        return values;
    }

    private static void collect(Object data, List<String> values) {
        if (data instanceof Object[] array) {
            for (Object each : array) {
                collect(each, values);
            }
        } else {
            values.add(data == null ? "" : data.toString());
        }
    }
}
