package dev.redkit.format.text;

import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes tensors of nested dictionaries: a list of numbers is one, a number is one without dimensions, and each is named by
 * the keys on the way to it, joined by dots. Only lists of dictionaries are taken apart, by their indices.
 */
public final class Parameters implements ValueEvents {
    private final String rootName;
    private final List<Tensor> tensors = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Deque<Level> levels = new ArrayDeque<>();
    private ArrayOfText array;

    /** A dictionary, or a list of dictionaries, that is being read. */
    private static final class Level {
        private final String name;
        private String key;
        private long index;

        Level(String name, String key) {
            this.name = name;
            this.key = key;
        }

        boolean isList() {
            return key == null;
        }
    }

    /** @param rootName the name of what has no key */
    public Parameters(String rootName) {
        this.rootName = rootName;
    }

    public List<Tensor> tensors() {
        return tensors;
    }

    /** What has no value. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** The name of the value that comes now. */
    private String here() {
        Level level = levels.peek();
        if (level == null) {
            return rootName;
        }
        String part = level.isList() ? Long.toString(level.index++) : level.key;
        return level.name.isEmpty() ? part : level.name + "." + part;
    }

    @Override
    public void beginObject() {
        if (array != null) {
            if (!array.isFresh()) {
                throw new IllegalArgumentException("a list has both numbers and dictionaries");
            }
            array = null;
            levels.push(new Level(levels.isEmpty() ? "" : here(), null));
        }
        levels.push(new Level(levels.isEmpty() ? "" : here(), ""));
    }

    @Override
    public void key(String name) {
        levels.element().key = name;
    }

    @Override
    public void endObject() {
        levels.pop();
    }

    @Override
    public void beginArray() {
        if (array == null) {
            if (!levels.isEmpty() && levels.element().isList()) {
                throw new IllegalArgumentException("a list has both dictionaries and lists");
            }
            array = new ArrayOfText();
        }
        array.begin();
    }

    @Override
    public void endArray() {
        if (array == null) {
            levels.pop();
        } else if (array.end()) {
            ArrayOfText whole = array;
            array = null;
            add(whole.tensor(here()));
        }
    }

    @Override
    public void number(long value) {
        if (array != null) {
            array.number(value);
        } else {
            scalar(DType.I64, value);
        }
    }

    @Override
    public void number(double value) {
        if (array != null) {
            array.number(value);
        } else {
            scalar(DType.F64, Double.doubleToRawLongBits(value));
        }
    }

    /** Beyond 63 bits there are only those of 64 without a sign. */
    @Override
    public void number(BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > Long.SIZE || array != null) {
            throw new IllegalArgumentException("the whole number " + value + " has more than 64 bits");
        }
        scalar(DType.U64, value.longValue());
    }

    @Override
    public void truth(boolean value) {
        if (array != null) {
            array.truth(value);
        } else {
            add(Tensor.of(here(), DType.BOOL, Shape.of(), new byte[] {(byte) (value ? 1 : 0)}));
        }
    }

    @Override
    public void text(String value) {
        if (array != null) {
            array.text(value);
        } else {
            add(Tensor.ofStrings(here(), Shape.of(), List.of(value)));
        }
    }

    @Override
    public void nothing() {
        if (array != null) {
            throw new IllegalArgumentException("a list of numbers has a gap");
        }
        metadata.put(here(), "null");
    }

    private void scalar(DType dtype, long bits) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bits)
                .array();
        add(Tensor.of(here(), dtype, Shape.of(), bytes));
    }

    private void add(Tensor tensor) {
        if (!names.add(tensor.name())) {
            throw new IllegalArgumentException("'" + tensor.name() + "' is there twice");
        }
        tensors.add(tensor);
    }
}
