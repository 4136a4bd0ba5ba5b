package dev.redkit.format.hdf5;

import dev.redkit.failure.UsageError;
import dev.redkit.format.ModelContent;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes HDF5 from front to end, without going back: where everything will stand is worked out first.
 *
 * <pre>
 *   superblock(48)  header of every group and dataset, the root first  tensors, each at a multiple of 64
 * </pre>
 *
 * A slash in a tensor's name is a group. The library that reads HDF5 here would have written from arrays on the heap.
 */
final class Hdf5Writer {
    private static final byte[] MAGIC = "\u0089HDF\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final int SUPERBLOCK = 48;
    private static final int ALIGNMENT = 64;
    private static final int LONGEST_NAME = 60_000;

    private final Group root = new Group();
    private final List<Node> nodes = new ArrayList<>();
    private long size;

    /** A group or a dataset, and where it stands in the file. */
    private abstract static class Node {
        long address;
        ObjectHeader header;

        /** Without the addresses, which come to it later. */
        abstract ObjectHeader describe();
    }

    private static final class Group extends Node {
        private final Map<String, Node> members = new LinkedHashMap<>();
        private final Map<String, String> attributes = new LinkedHashMap<>();

        @Override
        ObjectHeader describe() {
            ObjectHeader description = ObjectHeader.ofGroup();
            members.forEach((name, member) -> description.link(name, () -> member.address));
            if (!attributes.isEmpty()) {
                description.attributes();
                attributes.forEach(description::attribute);
            }
            return description;
        }
    }

    private static final class Dataset extends Node {
        private final Tensor tensor;
        private final byte[] datatype;
        private long data = ObjectHeader.NOWHERE;

        Dataset(Tensor tensor, byte[] datatype) {
            this.tensor = tensor;
            this.datatype = datatype;
        }

        @Override
        ObjectHeader describe() {
            return ObjectHeader.ofDataset(datatype, tensor.shape().dimensions(), () -> data, tensor.bytes());
        }
    }

    /**
     * Works out where everything will stand.
     *
     * @param names what groups are called by an attribute, by their paths; those that hold nothing are made for it
     */
    static Hdf5Writer of(ModelContent content, Map<String, String> names) {
        Hdf5Writer writer = new Hdf5Writer();
        writer.root.attributes.putAll(LongText.split(content.metadata()));
        writer.nodes.add(writer.root);
        for (Tensor tensor : content.tensors()) {
            writer.add(tensor);
        }
        names.forEach((path, name) -> writer.name(path, name));
        writer.size = writer.place();
        return writer;
    }

    private Hdf5Writer() {}

    private void name(String path, String name) {
        Group group = root;
        for (String part : path.split("/", -1)) {
            group = inside(group, part, path);
        }
        group.attributes.put("name", name);
    }

    private void add(Tensor tensor) {
        byte[] datatype = Datatypes.of(tensor.dtype())
                .orElseThrow(() -> new UsageError(
                        "redkit writes numbers to HDF5, but not the " + tensor.dtype() + " of " + tensor.name(),
                        "leave it out, or write .npz"));
        String[] parts = parts(tensor.name());
        Group group = root;
        for (int i = 0; i < parts.length - 1; i++) {
            group = inside(group, parts[i], tensor.name());
        }
        Dataset dataset = new Dataset(tensor, datatype);
        if (group.members.putIfAbsent(parts[parts.length - 1], dataset) != null) {
            throw clash(tensor.name());
        }
        nodes.add(dataset);
    }

    private static String[] parts(String name) {
        String[] parts = name.split("/", -1);
        for (String part : parts) {
            if (part.isEmpty() || part.equals(".") || part.indexOf('\0') >= 0 || part.length() > LONGEST_NAME / 3) {
                throw new UsageError(
                        "HDF5 has no place for a tensor called '" + name + "'",
                        "a slash parts groups, which need names");
            }
        }
        return parts;
    }

    private Group inside(Group group, String name, String whole) {
        Node member = group.members.get(name);
        if (member == null) {
            Group made = new Group();
            group.members.put(name, made);
            nodes.add(made);
            return made;
        }
        if (member instanceof Group there) {
            return there;
        }
        throw clash(whole);
    }

    private static UsageError clash(String name) {
        return new UsageError(
                "in HDF5 " + name + " would be a tensor and a group at once, or there twice",
                "write .npz or .safetensors");
    }

    /** Gives everything its place; says where the file ends. */
    private long place() {
        long at = SUPERBLOCK;
        for (Node node : nodes) {
            node.address = at;
            node.header = node.describe();
            at += node.header.size();
        }
        for (Node node : nodes) {
            if (node instanceof Dataset dataset && dataset.tensor.bytes() > 0) {
                at = aligned(at);
                dataset.data = at;
                at = Math.addExact(at, dataset.tensor.bytes());
            }
        }
        return at;
    }

    private static long aligned(long at) {
        return (at + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** The bytes of the whole file. */
    long size() {
        return size;
    }

    void write(OutputStream out) throws IOException {
        out.write(superblock());
        long at = SUPERBLOCK;
        for (Node node : nodes) {
            byte[] header = node.header.toBytes();
            out.write(header);
            at += header.length;
        }
        for (Node node : nodes) {
            if (node instanceof Dataset dataset && dataset.tensor.bytes() > 0) {
                out.write(new byte[(int) (dataset.data - at)]);
                try (InputStream in = dataset.tensor.open()) {
                    in.transferTo(out);
                }
                at = dataset.data + dataset.tensor.bytes();
            }
        }
    }

    private byte[] superblock() {
        byte[] block = new byte[SUPERBLOCK];
        ByteBuffer fields = ByteBuffer.wrap(block)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put((byte) 2)
                .put((byte) Long.BYTES)
                .put((byte) Long.BYTES)
                .put((byte) 0)
                .putLong(0)
                .putLong(ObjectHeader.NOWHERE)
                .putLong(size)
                .putLong(root.address);
        fields.putInt(Lookup3.of(block, fields.position()));
        return block;
    }
}
