package dev.redkit.format.matlab;

import dev.redkit.failure.BadInput;
import dev.redkit.format.hdf5.Hdf5Format;
import dev.redkit.format.hdf5.Hdf5Tensor;
import dev.redkit.format.sparse.SparseKind;
import dev.redkit.format.sparse.SparseMatrix;
import dev.redkit.region.Region;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Elements;
import dev.redkit.tensor.Recoded;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Strided;
import dev.redkit.tensor.Strided.Layout;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a file of version 7.3: HDF5 behind a head of 512 bytes. An array is a dataset with its dimensions the other way
 * round, since MATLAB goes by columns; attributes say what it is. A structure is a group of its fields; cells, and the
 * fields of arrays of structures, are references to datasets in a group aside.
 */
final class Mat73Reader {
    private static final String ASIDE = "#refs#";
    private static final String SUBSYSTEM = "#subsystem#";
    private static final int MOST_DEPTH = 64;
    private static final int MOST_REFERENCES = 1_000_000;

    private final Region file;
    private final MatContent content;
    private HdfFile root;
    private int visited;

    Mat73Reader(Region file, MatContent content) {
        this.file = file;
        this.content = content;
    }

    void read() {
        try {
            // Its closing would close the file, which the tensors still need.
            root = new HdfFile(file.channel());
            for (Node child : root.getChildren().values()) {
                if (child.getName().equals(SUBSYSTEM)) {
                    content.tell(SUBSYSTEM, "what objects of classes refer to, which is not read");
                } else if (!child.getName().equals(ASIDE)) {
                    node(child, child.getName(), 0);
                }
            }
        } catch (BadInput e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // What the library makes of bytes that are not what they should be.
            throw Hdf5Format.unread(file, e);
        }
    }

    private static String text(Node node, String attribute) {
        Attribute found = node.getAttributes().get(attribute);
        return found == null ? "" : String.valueOf(found.getData());
    }

    private void node(Node node, String name, int depth) {
        if (depth > MOST_DEPTH || ++visited > MOST_REFERENCES) {
            throw new BadInput("arrays are nested too deep, or too many, in " + file.name());
        }
        if (node.isLink()) {
            content.tell(name, "a link, which is not followed");
        } else if (node instanceof Group group) {
            if (group.getAttributes().containsKey("MATLAB_sparse")) {
                sparse(group, name);
            } else {
                struct(group, name, depth);
            }
        } else if (node instanceof Dataset dataset) {
            dataset(dataset, name, depth);
        }
    }

    private void struct(Group group, String name, int depth) {
        content.tell(name, "a struct");
        for (Node field : group.getChildren().values()) {
            boolean several = field instanceof Dataset dataset
                    && dataset.getDataType() instanceof Reference
                    && text(field, "MATLAB_class").isEmpty();
            if (several) {
                references((Dataset) field, index -> name + "." + index + "." + field.getName(), depth);
            } else {
                node(field, name + "." + field.getName(), depth + 1);
            }
        }
    }

    /** Names what stands at a place. */
    @FunctionalInterface
    private interface Namer {
        String name(int index);
    }

    private void references(Dataset dataset, Namer namer, int depth) {
        if (dataset.getSize() > MOST_REFERENCES) {
            throw new BadInput(
                    dataset.getPath() + " in " + file.name() + " has more than " + MOST_REFERENCES + " cells");
        }
        Object addresses = dataset.getDataFlat();
        int count = addresses.getClass().isArray() ? Array.getLength(addresses) : 0;
        for (int i = 0; i < count; i++) {
            node(root.getNodeByAddress(((Number) Array.get(addresses, i)).longValue()), namer.name(i), depth + 1);
        }
    }

    private void dataset(Dataset dataset, String name, int depth) {
        String type = text(dataset, "MATLAB_class");
        boolean empty = dataset.getAttributes().containsKey("MATLAB_empty");
        switch (type) {
            case "cell", "struct" -> {
                content.tell(name, "a " + type + (type.equals("cell") ? " array " : " ") + sizeOf(dataset, empty));
                if (!empty && dataset.getDataType() instanceof Reference) {
                    references(dataset, index -> name + "." + index, depth);
                }
            }
            case "function_handle" -> content.tell(name, "a function, which is not read");
            default -> {
                Optional<Tensor> found = new Hdf5Tensor(file, dataset, root.getUserBlockSize()).named(name);
                if (found.isEmpty()) {
                    content.tell(name, "an array of the class '" + type + "', which is not read");
                } else if (empty) {
                    nothing(name, type, found.get());
                } else {
                    array(found.get(), type);
                }
            }
        }
    }

    private static String sizeOf(Dataset dataset, boolean empty) {
        return empty
                ? "of nothing"
                : Shape.of(dataset.getDimensionsAsLong()).reversed().toString();
    }

    /** An array without elements: in their place stand its dimensions. */
    private void nothing(String name, String type, Tensor stored) {
        Shape shape = Shape.of(numbers(stored, Shape.MOST_DIMENSIONS));
        if (shape.elements() != 0) {
            throw new BadInput(name + " in " + file.name() + " is said to be empty, and to be " + shape);
        }
        content.add(
                type.equals("char")
                        ? Tensor.ofStrings(name, Shape.of(0), List.of())
                        : Tensor.of(name, dtype(type, stored.dtype()), shape, InputStream::nullInputStream));
    }

    private static DType dtype(String type, DType stored) {
        return switch (type) {
            case "double" -> DType.F64;
            case "single" -> DType.F32;
            case "logical" -> DType.BOOL;
            case "int8" -> DType.I8;
            case "uint8" -> DType.U8;
            case "int16" -> DType.I16;
            case "uint16" -> DType.U16;
            case "int32" -> DType.I32;
            case "uint32" -> DType.U32;
            case "int64" -> DType.I64;
            case "uint64" -> DType.U64;
            default -> stored;
        };
    }

    private long[] numbers(Tensor tensor, long most) {
        if (tensor.shape().elements() > most) {
            throw new BadInput(tensor.name() + " in " + file.name() + " has more numbers than it may");
        }
        long[] numbers = new long[(int) tensor.shape().elements()];
        try (Elements elements = new Elements(tensor)) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = elements.nextWhole();
            }
            return numbers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void array(Tensor stored, String type) {
        Shape shape = stored.shape().reversed();
        if (type.equals("char")) {
            StringBuilder characters = new StringBuilder();
            for (long code : numbers(stored, MatStrings.MOST_CHARACTERS)) {
                characters.append((char) code);
            }
            content.add(MatStrings.of(stored.name(), shape.dimensions(), characters.toString()));
            return;
        }
        DType dtype = type.equals("logical") ? DType.BOOL : stored.dtype();
        if (dtype == DType.STRING) {
            content.add(stored);
            return;
        }
        TensorData data = dtype == stored.dtype() ? data(stored) : as(stored, dtype);
        content.add(Tensor.of(
                stored.name(), dtype, shape, Strided.of(stored.name(), data, Layout.columnMajor(dtype, shape, false))));
    }

    private static TensorData data(Tensor tensor) {
        return new TensorData() {
            @Override
            public InputStream open() throws IOException {
                return tensor.open();
            }

            @Override
            public Optional<Region> region() {
                return tensor.region();
            }
        };
    }

    private static TensorData as(Tensor tensor, DType dtype) {
        return Recoded.of(tensor::open, tensor.dtype(), ByteOrder.LITTLE_ENDIAN, dtype);
    }

    private void sparse(Group group, String name) {
        Map<String, Node> parts = group.getChildren();
        Tensor pointers = part(parts, "jc")
                .orElseThrow(() -> new BadInput("the sparse array " + name + " in " + file.name() + " has no jc"));
        Tensor none = Tensor.of("", DType.F64, Shape.of(0), new byte[0]);
        Tensor indices = part(parts, "ir").orElse(none);
        Tensor data = part(parts, "data").orElse(none);
        long rows = ((Number) group.getAttribute("MATLAB_sparse").getData()).longValue();
        boolean logical = text(group, "MATLAB_class").equals("logical");
        DType dtype = logical ? DType.BOOL : data.dtype();
        SparseMatrix.of(
                        name,
                        SparseKind.CSC,
                        new long[] {rows, pointers.shape().elements() - 1},
                        Tensor.of(
                                SparseMatrix.DATA,
                                dtype,
                                data.shape(),
                                dtype == data.dtype() ? data(data) : as(data, dtype)),
                        Tensor.of("indices", DType.I64, indices.shape(), as(indices, DType.I64)),
                        Tensor.of("indptr", DType.I64, pointers.shape(), as(pointers, DType.I64)))
                .tensors()
                .forEach(content::add);
    }

    private Optional<Tensor> part(Map<String, Node> parts, String name) {
        return parts.get(name) instanceof Dataset dataset
                ? new Hdf5Tensor(file, dataset, root.getUserBlockSize()).named(name)
                : Optional.empty();
    }
}
