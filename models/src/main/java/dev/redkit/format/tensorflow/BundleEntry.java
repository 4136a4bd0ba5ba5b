package dev.redkit.format.tensorflow;

import dev.redkit.format.protobuf.Message;
import dev.redkit.format.protobuf.MessageWriter;
import dev.redkit.region.Region;
import dev.redkit.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a checkpoint says of one key.
 *
 * @param slices the parts of a tensor that is kept under other keys; else none
 */
record BundleEntry(int dtype, long[] shape, int shard, long offset, long size, int crc, List<Slice> slices) {
    private static final int MOST_SLICES = 4096;

    /** Where a part begins along each dimension, and how far it reaches: -1 is all of it. */
    record Slice(long[] starts, long[] lengths) {}

    static BundleEntry read(Region value) {
        Message message = new Message(value);
        int dtype = 0;
        long[] shape = new long[0];
        int shard = 0;
        long offset = 0;
        long size = 0;
        int crc = 0;
        List<Slice> slices = new ArrayList<>();
        while (message.next()) {
            switch (message.field()) {
                case 1 -> dtype = (int) message.number();
                case 2 -> shape = shape(new Message(message.bytes()));
                case 3 -> shard = (int) message.number();
                case 4 -> offset = message.number();
                case 5 -> size = message.number();
                case 6 -> crc = (int) message.number();
                case 7 -> slices.add(slice(new Message(message.bytes())));
                default -> {
                    // Of a later version.
                }
            }
            if (slices.size() > MOST_SLICES) {
                throw message.bad("a tensor of more than " + MOST_SLICES + " slices");
            }
        }
        return new BundleEntry(dtype, shape, shard, offset, size, crc, slices);
    }

    private static long[] shape(Message message) {
        long[] dimensions = new long[Shape.MOST_DIMENSIONS];
        int rank = 0;
        while (message.next()) {
            if (message.field() == 3 && message.number() != 0) {
                throw message.bad("a tensor of unknown rank");
            }
            if (message.field() == 2) {
                if (rank == dimensions.length) {
                    throw message.bad("a tensor of more than " + rank + " dimensions");
                }
                // A dimension of zero is one that says nothing.
                dimensions[rank++] = first(new Message(message.bytes()), 1);
            }
        }
        return Arrays.copyOf(dimensions, rank);
    }

    private static long first(Message message, int field) {
        long value = 0;
        while (message.next()) {
            value = message.field() == field ? message.number() : value;
        }
        return value;
    }

    private static Slice slice(Message message) {
        List<long[]> extents = new ArrayList<>();
        while (message.next()) {
            if (message.field() == 1) {
                extents.add(extent(new Message(message.bytes())));
            }
            if (extents.size() > Shape.MOST_DIMENSIONS) {
                throw message.bad("a slice of more than " + Shape.MOST_DIMENSIONS + " dimensions");
            }
        }
        return new Slice(
                extents.stream().mapToLong(extent -> extent[0]).toArray(),
                extents.stream().mapToLong(extent -> extent[1]).toArray());
    }

    private static long[] extent(Message message) {
        long[] extent = {0, -1};
        while (message.next()) {
            if (message.field() == 1 || message.field() == 2) {
                extent[message.field() - 1] = message.number();
            }
        }
        return extent;
    }

    byte[] toBytes() {
        MessageWriter dimensions = new MessageWriter();
        for (long dimension : shape) {
            dimensions.message(2, dimension == 0 ? new MessageWriter() : new MessageWriter().number(1, dimension));
        }
        MessageWriter entry = new MessageWriter().number(1, dtype).message(2, dimensions);
        if (offset != 0) {
            entry.number(4, offset);
        }
        if (size != 0) {
            entry.number(5, size);
        }
        return entry.fixed32(6, crc).toBytes();
    }
}
