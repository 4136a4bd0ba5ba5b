package dev.redkit.format.tensorflow;

import dev.redkit.failure.BadInput;
import dev.redkit.format.Siblings;
import dev.redkit.format.protobuf.Message;
import dev.redkit.format.tensorflow.BundleEntry.Slice;
import dev.redkit.format.text.Json;
import dev.redkit.region.Region;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Strided;
import dev.redkit.tensor.Strided.Layout;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import java.io.Closeable;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A checkpoint that is read: {@code PREFIX.index} and {@code PREFIX.data-00000-of-00001}, and so on. */
final class Checkpoint {
    /** Tensor to key, where they differ, for a checkpoint that is written again. */
    static final String KEYS = "tensorflow_keys";

    /** The graph of objects, for the same. */
    static final String GRAPH = "tensorflow_object_graph";

    private static final long MOST_GRAPH = 8 << 20;

    private final Path index;
    private final List<Closeable> opened;
    private final Map<String, BundleEntry> entries = new LinkedHashMap<>();
    private final Map<Integer, Region> shards = new HashMap<>();
    private final List<Tensor> tensors = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private int shardCount = -1;
    private boolean bigEndian;

    Checkpoint(Path index, List<Closeable> opened) {
        this.index = index;
        this.opened = opened;
    }

    List<Tensor> tensors() {
        return tensors;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    Checkpoint read() {
        Region file = Region.of(index);
        opened.add(file);
        new Table(file, opened).read((key, value) -> {
            if (key.length == 0) {
                header(new Message(value));
            } else if (entries.put(new String(key, StandardCharsets.ISO_8859_1), BundleEntry.read(value)) != null) {
                throw BadInput.at(value.name(), value.offset(), "a second entry of the same name");
            }
        });
        if (shardCount < 0) {
            throw new BadInput(index + " is a table, but no checkpoint: it has no header");
        }
        name();
        return this;
    }

    private void header(Message header) {
        shardCount = 0;
        while (header.next()) {
            switch (header.field()) {
                case 1 -> shardCount = (int) header.number();
                case 2 -> bigEndian = header.number() == 1;
                default -> {
                    // Versions, which only ever said 1.
                }
            }
        }
        if (shardCount < 0 || shardCount > 99_999) {
            throw header.bad("a checkpoint of " + shardCount + " shards");
        }
    }

    private void name() {
        ObjectGraph graph = new ObjectGraph();
        Set<String> keys = new LinkedHashSet<>();
        entries.forEach((key, entry) -> {
            if (key.equals(ObjectGraph.KEY)) {
                keep(graph, entry);
            } else if (key.charAt(0) != 0) {
                keys.add(text(key));
            }
        });
        Map<String, String> renamed = new LinkedHashMap<>();
        Map<String, String> names = graph.names(keys);
        inFile(keys).forEach(key -> {
            String name = names.get(key);
            add(key, name);
            if (!key.equals(name)) {
                renamed.put(name, key);
            }
        });
        if (!renamed.isEmpty()) {
            metadata.put(KEYS, Json.text(renamed));
        }
    }

    /** As the bytes lie in the files, so that they are read from front to end. */
    private List<String> inFile(Set<String> keys) {
        List<String> sorted = new ArrayList<>(keys);
        Comparator<BundleEntry> place =
                Comparator.comparingInt(BundleEntry::shard).thenComparingLong(BundleEntry::offset);
        sorted.sort(Comparator.comparing(key -> entries.get(bytes(key)), Comparator.nullsFirst(place)));
        return sorted;
    }

    private static String text(String key) {
        return new String(key.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String bytes(String key) {
        return new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private void keep(ObjectGraph graph, BundleEntry entry) {
        Shape shape = shape(ObjectGraph.KEY, entry);
        if (entry.dtype() != TensorflowTypes.number(DType.STRING) || shape.elements() != 1) {
            throw wrong(ObjectGraph.KEY, "is no string");
        }
        Region texts = new StringElements(ObjectGraph.KEY, region(ObjectGraph.KEY, entry), shape, entry.crc()).texts();
        graph.read(texts);
        metadata.put(
                GRAPH,
                texts.length() > MOST_GRAPH
                        ? "not kept: it has " + texts.length() + " bytes"
                        : Base64.getEncoder().encodeToString(texts.bytes(0, (int) texts.length(), "the graph")));
    }

    private void add(String key, String name) {
        // A name that is no UTF-8 is not found again under its own bytes.
        BundleEntry entry = entries.get(bytes(key));
        if (entry == null) {
            throw wrong(name, "has a name that is no UTF-8");
        }
        if (entry.dtype() == 20 || entry.dtype() == 21) {
            metadata.put(name, "a tensor of " + TensorflowTypes.name(entry.dtype()) + ", which has no numbers to read");
            return;
        }
        DType dtype = TensorflowTypes.dtype(entry.dtype())
                .orElseThrow(() ->
                        wrong(name, "has the dtype " + TensorflowTypes.name(entry.dtype()) + ", which is not read"));
        try {
            Shape shape = shape(name, entry);
            if (dtype == DType.STRING) {
                tensors.add(strings(name, entry, shape));
                return;
            }
            TensorData data =
                    entry.slices().isEmpty() ? numbers(name, entry, dtype, shape) : sliced(key, name, entry, shape);
            tensors.add(Tensor.of(
                    name, dtype, shape, bigEndian ? Strided.of(name, data, Layout.dense(dtype, shape, true)) : data));
        } catch (ArithmeticException e) {
            throw new BadInput(wrong(name, "has an impossible shape").getMessage(), null, e);
        }
    }

    private Shape shape(String name, BundleEntry entry) {
        try {
            return Shape.of(entry.shape());
        } catch (ArithmeticException e) {
            throw new BadInput(wrong(name, "has an impossible shape").getMessage(), null, e);
        }
    }

    private Tensor strings(String name, BundleEntry entry, Shape shape) {
        if (!entry.slices().isEmpty()) {
            throw wrong(name, "has strings in slices, which is not read");
        }
        return new StringElements(name, region(name, entry), shape, entry.crc()).tensor(shape);
    }

    private TensorData numbers(String name, BundleEntry entry, DType dtype, Shape shape) {
        long bytes = Math.multiplyExact(shape.elements(), (long) dtype.bytes());
        if (entry.size() != bytes) {
            throw wrong(name, shape + " of " + dtype + " needs " + bytes + " bytes, but has " + entry.size());
        }
        Region region = region(name, entry);
        return bytes == 0 ? InputStream::nullInputStream : () -> new ChecksummedStream(name, region, entry.crc());
    }

    private TensorData sliced(String key, String name, BundleEntry whole, Shape shape) {
        DType dtype = TensorflowTypes.dtype(whole.dtype()).orElseThrow();
        List<SlicedTensor.Part> parts = new ArrayList<>();
        for (Slice slice : whole.slices()) {
            BundleEntry entry = entries.get(SliceKeys.of(key.getBytes(StandardCharsets.UTF_8), slice));
            if (entry == null || entry.dtype() != whole.dtype()) {
                throw wrong(name, "has a slice that is not there");
            }
            Shape extent = extent(name, slice, shape);
            parts.add(new SlicedTensor.Part(slice.starts(), extent, numbers(name, entry, dtype, extent)));
        }
        try {
            return SlicedTensor.of(dtype, shape, parts);
        } catch (IllegalArgumentException e) {
            throw new BadInput(wrong(name, "is incomplete: " + e.getMessage()).getMessage(), null, e);
        }
    }

    private Shape extent(String name, Slice slice, Shape shape) {
        long[] lengths = slice.lengths().clone();
        if (lengths.length != shape.rank()) {
            throw wrong(name, "has a slice of another rank");
        }
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] < 0) {
                lengths[i] = shape.dimension(i);
            }
            long start = slice.starts()[i];
            if (start < 0 || start > shape.dimension(i) || lengths[i] > shape.dimension(i) - start) {
                throw wrong(name, "has a slice that reaches beyond it");
            }
        }
        return Shape.of(lengths);
    }

    private Region region(String name, BundleEntry entry) {
        if (entry.shard() < 0 || entry.shard() >= shardCount) {
            throw wrong(name, "is in shard " + entry.shard() + " of " + shardCount);
        }
        return shards.computeIfAbsent(entry.shard(), this::open).slice(entry.offset(), entry.size(), "'" + name + "'");
    }

    private Region open(int shard) {
        Region region = Region.of(Siblings.resolve(
                index, TensorflowFormat.shard(String.valueOf(index.getFileName()), shard, shardCount)));
        opened.add(region);
        return region;
    }

    private BadInput wrong(String name, String what) {
        return new BadInput("the tensor '" + name + "' of " + index + " " + what);
    }
}
