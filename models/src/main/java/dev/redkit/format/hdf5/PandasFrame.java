package dev.redkit.format.hdf5;

import dev.redkit.failure.BadInput;
import dev.redkit.format.numpy.NpyTypes;
import dev.redkit.pickle.Pickle;
import dev.redkit.region.Region;
import dev.redkit.region.Spool;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Picked;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Strided;
import dev.redkit.tensor.Strided.Layout;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.ArrayDataType;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.CompoundDataType.CompoundDataMember;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.StringData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A data frame of pandas: in the fixed format blocks of columns of one dtype, in that of tables one record for each row.
 * Each column becomes a tensor, and so does the index. What is laid out in some other way is left as the datasets it is.
 */
final class PandasFrame {
    /** Each column is picked out of all of its block; wider ones stay whole. */
    private static final int MOST_COLUMNS = 256;

    private final Region file;
    private final Group group;
    private final long userBlock;
    private final List<Tensor> tensors;
    private final Map<String, String> metadata;
    private final String path;
    private final Set<String> names = new HashSet<>();
    private final Set<String> done = new HashSet<>();

    PandasFrame(Region file, Group group, long userBlock, List<Tensor> tensors, Map<String, String> metadata) {
        this.file = file;
        this.group = group;
        this.userBlock = userBlock;
        this.tensors = tensors;
        this.metadata = metadata;
        this.path = group.getPath().replaceAll("^/|/$", "");
    }

    static boolean is(Group group) {
        String type = text(group, "pandas_type");
        return type.equals("frame") || type.equals("frame_table");
    }

    private static String text(Node node, String attribute) {
        Attribute found = node.getAttributes().get(attribute);
        return found == null || found.getJavaType() != String.class ? "" : String.valueOf(found.getData());
    }

    /** Reads it; gives the names of the members that need not be looked at any more. */
    Set<String> read() {
        try {
            if (text(group, "pandas_type").equals("frame")) {
                fixed();
            } else if (group.getChildren().get("table") instanceof Dataset table
                    && table.getDataType() instanceof CompoundDataType record) {
                table(table, record);
            }
            return done;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fixed() {
        boolean whole = true;
        if (group.getChildren().get("axis1") instanceof Dataset index
                && text(group, "axis1_variety").equals("regular")) {
            named(index, "index").ifPresent(tensor -> {
                tensors.add(tensor);
                names.add("index");
                done.add("axis1");
                kind(index, "index");
            });
        }
        for (int i = 0; group.getChildren().get("block" + i + "_values") instanceof Dataset values; i++) {
            whole &= group.getChildren().get("block" + i + "_items") instanceof Dataset items
                    && text(group, "block" + i + "_items_variety").equals("regular")
                    && block(items, values);
        }
        if (whole && group.getChildren().get("axis0") instanceof Dataset columns) {
            metadata.put(
                    path + ".columns",
                    new Hdf5Tensor(file, columns, userBlock).words().toString());
            done.add("axis0");
        }
    }

    /** What the numbers of an index are, when they are no numbers to pandas. */
    private void kind(Node node, String name) {
        String kind = text(node, "kind");
        if (!kind.isEmpty() && !Set.of("integer", "float", "string").contains(kind)) {
            metadata.put(path + "/" + name + ".kind", kind);
        }
    }

    private Optional<Tensor> named(Dataset dataset, String name) {
        return PickledObjects.is(dataset)
                ? new PickledObjects(file, dataset, userBlock, metadata).named(path + "/" + name)
                : new Hdf5Tensor(file, dataset, userBlock).named(path + "/" + name);
    }

    /** Whether a block could be parted into its columns. */
    private boolean block(Dataset items, Dataset values) {
        if (items.getSize() > MOST_COLUMNS || items.getSize() == 0) {
            return false;
        }
        List<String> labels = new Hdf5Tensor(file, items, userBlock).words();
        if (labels.stream().anyMatch(label -> names.contains(label)) || new HashSet<>(labels).size() < labels.size()) {
            return false;
        }
        Optional<Tensor> all = named(values, labels.get(0));
        if (all.isEmpty() || !columns(all.get(), labels, values.getAttributes().containsKey("transposed"))) {
            return false;
        }
        names.addAll(labels);
        done.add(items.getName());
        done.add(values.getName());
        return true;
    }

    private boolean columns(Tensor all, List<String> labels, boolean byRow) {
        int count = labels.size();
        long rows = all.shape().elements() / count;
        if (all.shape().elements() % count != 0 || (all.dtype() == DType.STRING && count > 1)) {
            return false;
        }
        Shape shape = Shape.of(rows);
        int width = all.dtype().bytes();
        for (int i = 0; i < count; i++) {
            String name = path + "/" + labels.get(i);
            if (all.dtype() == DType.STRING) {
                tensors.add(Tensor.ofStrings(name, shape, all.bytes(), all::open));
            } else if (count == 1) {
                tensors.add(Tensor.of(name, all.dtype(), shape, all::open));
            } else {
                int at = i;
                TensorData column = byRow
                        ? Picked.of(all::open, new Picked.Field(count * width, at * width, width))
                        : ((TensorData) all::open).part(at * rows * width, rows * width);
                tensors.add(Tensor.of(name, all.dtype(), shape, column));
            }
        }
        return true;
    }

    private void table(Dataset table, CompoundDataType record) throws IOException {
        Optional<TensorData> records = new Hdf5Tensor(file, table, userBlock).records(record.getSize());
        if (records.isEmpty() || table.getDimensions().length != 1) {
            return;
        }
        for (CompoundDataMember member : record.getMembers()) {
            member(table, member, record.getSize(), records.get());
        }
        kind(table, "index");
        done.add("table");
        if (group.getChildren().containsKey("_i_table")) {
            metadata.put(path + "/_i_table", "indexes for searching, which are not kept");
            done.add("_i_table");
        }
    }

    private void member(Dataset table, CompoundDataMember member, int record, TensorData records) throws IOException {
        DataType type = member.getDataType();
        DataType part = type instanceof ArrayDataType array ? array.getBaseType() : type;
        Optional<DType> dtype = part instanceof StringData ? Optional.of(DType.STRING) : Hdf5Tensor.dtype(part);
        String name = member.getName();
        if (dtype.isEmpty()) {
            metadata.put(path + "/" + name, "a column of " + part.getClass().getSimpleName() + ", which is not read");
            return;
        }
        int width = part.getSize();
        if (width <= 0 || member.getOffset() < 0 || member.getOffset() > record - Math.max(width, type.getSize())) {
            throw new BadInput("the column " + name + " of " + table.getPath() + " in " + file.name()
                    + " lies outside of its record of " + record + " bytes");
        }
        int count = type instanceof ArrayDataType ? type.getSize() / width : 1;
        List<String> labels = type instanceof ArrayDataType ? labels(table, name) : List.of(name);
        Column column = new Column(dtype.get(), Hdf5Tensor.swaps(part), width);
        long rows = table.getDimensionsAsLong()[0];
        String kept = text(table, name + "_dtype");
        if (labels.size() != count || count > MOST_COLUMNS) {
            TensorData data = Picked.of(records, new Picked.Field(record, member.getOffset(), count * width));
            add(name, Shape.of(rows, count), column, data);
            told(name, kept);
            return;
        }
        for (int i = 0; i < count; i++) {
            Picked.Field field = new Picked.Field(record, member.getOffset() + i * width, width);
            add(labels.get(i), Shape.of(rows), column, Picked.of(records, field));
            told(labels.get(i), kept);
        }
    }

    private record Column(DType dtype, boolean swap, int width) {}

    private void add(String name, Shape shape, Column column, TensorData data) throws IOException {
        String called = path + "/" + name;
        tensors.add(
                column.dtype() == DType.STRING
                        ? NpyTypes.texts(called, shape, column.width(), data)
                        : Tensor.of(
                                called,
                                column.dtype(),
                                shape,
                                Strided.of(called, data, Layout.dense(column.dtype(), shape, column.swap()))));
    }

    /** Times are whole numbers to everybody but pandas. */
    private void told(String name, String dtype) {
        if (dtype.startsWith("datetime") || dtype.startsWith("timedelta")) {
            metadata.put(path + "/" + name + ".dtype", dtype);
        }
    }

    /** The names of the columns in a field of several: a pickled list of texts. */
    private List<String> labels(Dataset table, String field) throws IOException {
        byte[] pickle = text(table, field + "_kind").getBytes(StandardCharsets.ISO_8859_1);
        if (pickle.length == 0) {
            return List.of();
        }
        try (Region spooled = Spool.of(file.name() + ":" + field + "_kind", new ByteArrayInputStream(pickle))) {
            return Pickle.read(spooled, Pickle.Names.KNOWN).value() instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : List.of();
        }
    }
}
