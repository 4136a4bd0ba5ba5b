package dev.redkit.format.hdf5;

import dev.redkit.failure.BadInput;
import dev.redkit.pickle.Instance;
import dev.redkit.pickle.Pickle;
import dev.redkit.pickle.Tuple;
import dev.redkit.region.Region;
import dev.redkit.region.Spool;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An array of Python objects as PyTables keeps it: a pickle, in the one element of an array of bytes of any length. It is
 * read by the machine that executes nothing; only texts and numbers, which become texts, are taken from it.
 */
final class PickledObjects {
    private static final int ELEMENT = 16;
    private static final long MOST_BYTES = 16 << 20;

    private final Region file;
    private final Dataset dataset;
    private final long userBlock;
    private final Map<String, String> metadata;

    PickledObjects(Region file, Dataset dataset, long userBlock, Map<String, String> metadata) {
        this.file = file;
        this.dataset = dataset;
        this.userBlock = userBlock;
        this.metadata = metadata;
    }

    static boolean is(Dataset dataset) {
        Attribute kind = dataset.getAttributes().get("PSEUDOATOM");
        return kind != null && "object".equals(String.valueOf(kind.getData()));
    }

    /** The texts; none when there is something else, which the metadata say then. */
    Optional<Tensor> named(String name) {
        List<?> state = state();
        List<?> values = (List<?>) state.get(4);
        List<?> shape = state.get(1) instanceof Tuple tuple ? tuple.items() : (List<?>) state.get(1);
        long[] dimensions = shape.stream().mapToLong(length -> (Long) length).toArray();
        Shape known = Shape.of(dimensions);
        boolean columns = Boolean.TRUE.equals(state.get(3)) && dimensions.length > 1;
        List<String> texts = new ArrayList<>();
        long missing = 0;
        for (Object value : values) {
            boolean none = value == null || (value instanceof Double number && number.isNaN());
            missing += none ? 1 : 0;
            if (!none && !(value instanceof String) && !(value instanceof Number) && !(value instanceof Boolean)) {
                metadata.put(name, "Python objects that are no texts, which are not read");
                return Optional.empty();
            }
            texts.add(none ? "" : value.toString());
        }
        if (columns || texts.size() != known.elements()) {
            metadata.put(name, "Python objects in an order that is not read");
            return Optional.empty();
        }
        if (missing > 0) {
            metadata.put(name + ".missing", missing + " of its values are missing, and stand as empty texts");
        }
        return Optional.of(Tensor.ofStrings(name, known, texts));
    }

    /** The state of the array: version, shape, dtype, order, list of objects. */
    private List<?> state() {
        try (Region pickle = Spool.of(file.name() + ":" + dataset.getPath(), new ByteArrayInputStream(bytes()))) {
            Object value = Pickle.read(pickle, Pickle.Names.KNOWN).value();
            if (value instanceof Instance array
                    && array.type().name().equals("_reconstruct")
                    && array.state().orElse(null) instanceof Tuple state
                    && state.items().size() > 4
                    && state.items().get(4) instanceof List<?>) {
                return state.items();
            }
            throw new BadInput("the pickle " + dataset.getPath() + " in " + file.name() + " is no array of objects");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] bytes() {
        if (dataset.getSize() != 1 || length() > MOST_BYTES) {
            throw new BadInput(
                    "the objects of " + dataset.getPath() + " in " + file.name() + " are more than are read at once");
        }
        Object[] elements = (Object[]) dataset.getData();
        byte[] bytes = new byte[Array.getLength(elements[0])];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = ((Number) Array.get(elements[0], i)).byteValue();
        }
        return bytes;
    }

    /** How long the element is: the first thing that is kept of it. */
    private long length() {
        TensorData element = new Hdf5Tensor(file, dataset, userBlock)
                .records(ELEMENT)
                .orElseThrow(() -> new BadInput(
                        dataset.getPath() + " in " + file.name() + " is kept in a way that is" + " not read"));
        try (InputStream in = element.open()) {
            byte[] length = in.readNBytes(Integer.BYTES);
            return length.length < Integer.BYTES
                    ? Long.MAX_VALUE
                    : Integer.toUnsignedLong(ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getInt());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
