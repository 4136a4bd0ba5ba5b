package dev.redkit.format.safetensors;

import dev.redkit.failure.BadInput;
import dev.redkit.format.text.Json;
import dev.redkit.region.Region;
import dev.redkit.region.RegionReader;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the header of one file. As the reference does, it demands that the tensors cover the data exactly: no holes, no
 * overlaps, nothing outside.
 *
 * <pre>
 *   length of the header, u64 | {"name": {"dtype", "shape", "data_offsets": [begin, end]}, …, "__metadata__": {…}} | data
 * </pre>
 */
final class SafetensorsHeader {
    /** As the reference has it. */
    private static final long MOST_BYTES = 100_000_000;

    private final Region file;
    private final long dataAt;
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Stretch> stretches = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private record Stretch(String name, long begin, long end) {}

    private SafetensorsHeader(Region file, long dataAt) {
        this.file = file;
        this.dataAt = dataAt;
    }

    static SafetensorsHeader read(Region file) {
        RegionReader reader = new RegionReader(file);
        long length = reader.i64();
        if (length < 2 || length > MOST_BYTES) {
            throw BadInput.at(
                    file.name(),
                    0,
                    "the header would have " + Long.toUnsignedString(length) + " bytes; 2 to " + MOST_BYTES
                            + " are possible");
        }
        byte[] json = reader.bytes(length, "the header");
        SafetensorsHeader header = new SafetensorsHeader(file, reader.position());
        Json.object("the header of " + file.name(), json).forEach((name, value) -> header.add((String) name, value));
        header.requireCover();
        return header;
    }

    private void add(String name, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong(name, "has no description");
        }
        if (name.equals("__metadata__")) {
            map.forEach((key, text) -> metadata.put((String) key, String.valueOf(text)));
            return;
        }
        DType dtype = map.get("dtype") instanceof String word
                ? DType.ofWord(word).filter(known -> known != DType.STRING).orElseThrow(() -> unknown(name, word))
                : null;
        long[] dimensions = numbers(map.get("shape"));
        long[] offsets = numbers(map.get("data_offsets"));
        if (dtype == null || dimensions == null || offsets == null || offsets.length != 2) {
            throw wrong(name, "lacks a proper dtype, shape or data_offsets");
        }
        add(name, dtype, dimensions, new Stretch(name, offsets[0], offsets[1]));
    }

    private void add(String name, DType dtype, long[] dimensions, Stretch stretch) {
        long begin = stretch.begin();
        long end = stretch.end();
        if (begin < 0 || end < begin || end > file.length() - dataAt) {
            throw wrong(
                    name,
                    "has the data_offsets [" + begin + "," + end + "], but the data has " + (file.length() - dataAt)
                            + " bytes");
        }
        try {
            Region bytes = file.slice(dataAt + begin, end - begin, name);
            Tensor tensor = Tensor.of(name, dtype, Shape.of(dimensions), TensorData.of(bytes));
            if (tensor.bytes() != bytes.length()) {
                throw wrong(
                        name,
                        tensor.shape() + " of " + dtype + " needs " + tensor.bytes() + " bytes, but has "
                                + bytes.length());
            }
            tensors.add(tensor);
            stretches.add(stretch);
        } catch (ArithmeticException e) {
            throw new BadInput(wrong(name, "has an impossible shape").getMessage(), null, e);
        }
    }

    private static long[] numbers(Object value) {
        if (!(value instanceof List<?> list)) {
            return null;
        }
        long[] numbers = new long[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(list.get(i) instanceof Long number)) {
                return null;
            }
            numbers[i] = number;
        }
        return numbers;
    }

    private void requireCover() {
        stretches.sort(Comparator.comparingLong(Stretch::begin).thenComparingLong(Stretch::end));
        long at = 0;
        for (Stretch stretch : stretches) {
            if (stretch.begin() != at) {
                throw BadInput.at(
                        file.name(),
                        dataAt + Math.min(at, stretch.begin()),
                        stretch.begin() < at
                                ? stretch.name() + " overlaps another tensor"
                                : "nobody owns the bytes before " + stretch.name());
            }
            at = stretch.end();
        }
        if (at != file.length() - dataAt) {
            throw BadInput.at(file.name(), dataAt + at, "nobody owns the bytes");
        }
    }

    private BadInput wrong(String name, String what) {
        return new BadInput("'" + name + "' " + what + ", in the header at byte 8 of " + file.name());
    }

    private BadInput unknown(String name, String word) {
        return wrong(name, "has the dtype " + word + ", which is unknown");
    }

    List<Tensor> tensors() {
        return tensors;
    }

    Map<String, String> metadata() {
        return metadata;
    }
}
