package dev.redkit.model;

import dev.redkit.failure.BadInput;
import dev.redkit.format.ModelFile;
import dev.redkit.format.text.Json;
import dev.redkit.format.text.PythonLiteral;
import dev.redkit.format.text.ValueEvents;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes tensors of text: of numbers and arrays of numbers, named by the field and by the keys on the way down. Whole
 * numbers become I64, others F64. What is no number is text that goes along.
 */
final class HashValues implements ValueEvents {
    private record Level(String name) {}

    private final String where;
    private final List<Tensor> tensors = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Deque<Level> objects = new ArrayDeque<>();
    private String name;

    private int depth;
    private final List<long[]> lengths = new ArrayList<>();
    private final long[] counts = new long[Shape.MOST_DIMENSIONS + 1];
    private byte[] numbers = new byte[64];
    private int count;
    private DType dtype;
    /** How deep numbers are; 0 before the first in an array. */
    private int numbersAt;

    private BadInput misfit;

    private HashValues(String where) {
        this.where = where;
    }

    /** A hash as a model. */
    static ModelFile read(String where, Map<String, String> fields) {
        HashValues values = new HashValues(where);
        fields.forEach(values::field);
        List<Tensor> tensors = List.copyOf(values.tensors);
        Map<String, String> metadata = Map.copyOf(values.metadata);
        return new ModelFile() {
            @Override
            public String format() {
                return "hash";
            }

            @Override
            public List<Tensor> tensors() {
                return tensors;
            }

            @Override
            public Map<String, String> metadata() {
                return metadata;
            }

            @Override
            public void close() {
                // All of it was read.
            }
        };
    }

    private void field(String field, String text) {
        String place = "field '" + field + "' of " + where;
        String bare = text.strip();
        if (bare.isEmpty() || !"{[(-+.0123456789tfTFnNiIa".contains(bare.substring(0, 1))) {
            metadata.put(field, text);
            return;
        }
        try {
            reset(field);
            Json.parse(place, bare, this);
        } catch (BadInput asJson) {
            throwMisfit();
            try {
                reset(field);
                PythonLiteral.parse(place, bare, this);
            } catch (BadInput asPython) {
                throwMisfit();
                if ("{[(".indexOf(bare.charAt(0)) >= 0) {
                    throw new BadInput(
                            place + " is neither JSON nor what Python prints of numbers: " + asPython.getMessage(),
                            null,
                            asPython);
                }
                metadata.put(field, text);
            }
        }
    }

    /** It was understood well, and is no tensor. */
    private void throwMisfit() {
        if (misfit != null) {
            throw misfit;
        }
    }

    private BadInput misfit(String what) {
        misfit = new BadInput("'" + name + "' of " + where + " " + what);
        return misfit;
    }

    private void reset(String field) {
        tensors.removeIf(one -> one.name().equals(field) || one.name().startsWith(field + "."));
        metadata.remove(field);
        objects.clear();
        name = field;
        begin();
    }

    private void begin() {
        depth = 0;
        lengths.clear();
        count = 0;
        dtype = null;
        numbersAt = 0;
        Arrays.fill(counts, 0);
    }

    @Override
    public void beginObject() {
        if (depth > 0) {
            throw misfit("has a dictionary in an array");
        }
        objects.push(new Level(name));
    }

    @Override
    public void key(String key) {
        name = objects.element().name() + "." + key;
        begin();
    }

    @Override
    public void endObject() {
        name = objects.pop().name();
    }

    @Override
    public void beginArray() {
        if (depth == Shape.MOST_DIMENSIONS) {
            throw misfit("has more than " + Shape.MOST_DIMENSIONS + " dimensions");
        }
        counts[depth]++;
        depth++;
        counts[depth] = 0;
        if (lengths.size() < depth) {
            lengths.add(new long[] {-1});
        }
    }

    @Override
    public void endArray() {
        long[] length = lengths.get(depth - 1);
        if (length[0] >= 0 && length[0] != counts[depth]) {
            throw ragged();
        }
        length[0] = counts[depth];
        depth--;
        if (depth == 0) {
            end();
        }
    }

    private BadInput ragged() {
        return misfit("has rows of different lengths, so it is no tensor");
    }

    private void end() {
        long[] dimensions = lengths.stream().mapToLong(one -> one[0]).toArray();
        Shape shape = Shape.of(dimensions);
        DType kind = dtype == null ? DType.F64 : dtype;
        if (shape.elements() != count || (count > 0 && numbersAt != dimensions.length)) {
            throw ragged();
        }
        byte[] bytes = Arrays.copyOf(numbers, count * Long.BYTES);
        tensors.add(
                kind == DType.BOOL
                        ? Tensor.of(name, kind, shape, everyEighth(bytes))
                        : Tensor.of(name, kind, shape, bytes));
        begin();
    }

    private static byte[] everyEighth(byte[] bytes) {
        byte[] truths = new byte[bytes.length / Long.BYTES];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = bytes[Long.BYTES * i];
        }
        return truths;
    }

    private void add(DType kind, long bits, double value) {
        if (dtype != null && dtype != kind && (dtype == DType.BOOL || kind == DType.BOOL)) {
            throw misfit("mixes truth values and numbers");
        }
        if (dtype == DType.I64 && kind == DType.F64) {
            widen();
        }
        boolean asDouble = kind == DType.F64 || dtype == DType.F64;
        dtype = asDouble ? DType.F64 : kind;
        if (count * Long.BYTES == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * numbers.length);
        }
        buffer().putLong(count * Long.BYTES, asDouble ? Double.doubleToRawLongBits(value) : bits);
        count++;
        counts[depth]++;
        numbersAt = numbersAt == 0 ? depth : numbersAt;
        if (numbersAt != depth) {
            throw ragged();
        }
        if (depth == 0) {
            end();
        }
    }

    /** The whole numbers so far stand among others. */
    private void widen() {
        ByteBuffer buffer = buffer();
        for (int i = 0; i < count; i++) {
            buffer.putDouble(i * Long.BYTES, (double) buffer.getLong(i * Long.BYTES));
        }
    }

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void number(long value) {
        add(DType.I64, value, (double) value);
    }

    @Override
    public void number(double value) {
        add(DType.F64, 0, value);
    }

    @Override
    public void number(BigInteger value) {
        add(DType.F64, 0, value.doubleValue());
    }

    @Override
    public void truth(boolean value) {
        add(DType.BOOL, value ? 1 : 0, 0);
    }

    @Override
    public void text(String value) {
        if (depth > 0) {
            throw misfit("has text in an array of numbers");
        }
        metadata.put(name, value);
    }

    @Override
    public void nothing() {
        if (depth > 0) {
            throw misfit("has a hole in an array of numbers");
        }
        metadata.put(name, "");
    }
}
