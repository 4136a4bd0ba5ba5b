package dev.redkit.format.pickled;

import dev.redkit.format.numpy.NpyTypes;
import dev.redkit.pickle.Blob;
import dev.redkit.pickle.Instance;
import dev.redkit.pickle.Tuple;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Strided;
import dev.redkit.tensor.Strided.Layout;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Arrays and numbers of NumPy in a pickle. */
final class NumpyPickles {
    private NumpyPickles() {}

    static boolean isArray(Instance instance) {
        String path = instance.type().path();
        return path.startsWith("numpy")
                && (path.endsWith("._reconstruct") || path.endsWith(".scalar") || path.endsWith("._frombuffer"));
    }

    /**
     * One of three: {@code _reconstruct(…)} with the state (version, shape, dtype, Fortran order?, data), {@code
     * scalar(dtype, data)}, {@code _frombuffer(data, dtype, shape, order)}.
     */
    static Tensor array(String file, String name, Instance instance) {
        List<Object> arguments = instance.arguments();
        if (instance.type().name().equals("scalar")) {
            return made(file, name, new Parts(arguments.get(0), Shape.of(), false, arguments.get(1)));
        }
        if (instance.type().name().equals("_frombuffer")) {
            Shape shape = shape(arguments.get(2));
            boolean columns = "F".equals(arguments.get(3));
            return made(file, name, new Parts(arguments.get(1), shape, columns, arguments.get(0)));
        }
        List<Object> state = ((Tuple)
                        instance.state().orElseThrow(() -> new IllegalArgumentException("an array without its data")))
                .items();
        boolean columns = Boolean.TRUE.equals(state.get(3));
        return made(file, name, new Parts(state.get(2), shape(state.get(1)), columns, state.get(4)));
    }

    private record Parts(Object dtype, Shape shape, boolean columns, Object data) {}

    private static Tensor made(String file, String name, Parts parts) {
        String descr = descr((Instance) parts.dtype());
        if (parts.data() instanceof List<?>) {
            throw new IllegalArgumentException("an array of Python objects is not read");
        }
        DType dtype = NpyTypes.number(descr)
                .orElseThrow(() -> new IllegalArgumentException("the dtype '" + descr + "' is not read"));
        boolean swap = descr.startsWith(">");
        Layout layout = parts.columns()
                ? Layout.columnMajor(dtype, parts.shape(), swap)
                : Layout.dense(dtype, parts.shape(), swap);
        TensorData data = data(file, name, parts.data(), layout.span());
        return Tensor.of(name, dtype, parts.shape(), Strided.of(name, data, layout));
    }

    /** What {@code numpy.dtype('f4')} with the state {@code (3, '<', …)} is, in one word. */
    private static String descr(Instance dtype) {
        if (!dtype.is("numpy.dtype")) {
            throw new IllegalArgumentException("a dtype that is none");
        }
        String word = text(dtype.arguments().get(0));
        String order = dtype.state()
                .map(state -> text(((Tuple) state).items().get(1)))
                .filter(o -> o.equals(">") || o.equals("<"))
                .orElse("|");
        return order + word;
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.ISO_8859_1) : (String) value;
    }

    private static Shape shape(Object value) {
        List<?> items = value instanceof Tuple tuple ? tuple.items() : (List<?>) value;
        return Shape.of(items.stream().mapToLong(item -> (Long) item).toArray());
    }

    private static TensorData data(String file, String name, Object data, long bytes) {
        byte[] small = data instanceof byte[] given ? given : data instanceof String text ? latin1(text) : null;
        if (small != null) {
            requireBytes(small.length, bytes);
            return () -> new ByteArrayInputStream(small);
        }
        Blob blob = (Blob) data;
        if (blob.text()) {
            return () -> new ExactStream(file + ":" + name, blob.open(), bytes);
        }
        requireBytes(blob.length(), bytes);
        return TensorData.of(blob.region());
    }

    private static byte[] latin1(String text) {
        if (text.chars().anyMatch(c -> c > 255)) {
            throw new IllegalArgumentException("a text that should stand for bytes does not");
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void requireBytes(long there, long needed) {
        if (there != needed) {
            throw new IllegalArgumentException("it needs " + needed + " bytes, but has " + there);
        }
    }
}
