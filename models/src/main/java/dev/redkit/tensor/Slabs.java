package dev.redkit.tensor;

import dev.redkit.region.Region;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Collects elements, in C order, whose neighbours along the first dimension are neighbours in the file: Fortran order and
 * transposed views. Several rows are made at once: from each place then comes a run of neighbours, one for each row, and a
 * line of the cache is read once, not once for each of its elements.
 */
final class Slabs extends ChunkedStream {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    /** What a slab takes: it stays in the cache nearest but one, and what is read from one place is long enough to be worth going there. */
    private static final int SLAB = 1 << 20;

    /** Of long rows at least so many, which makes a line of the cache of floats; a slab is then as large as it gets. */
    private static final int FEW = 16;

    private static final int LARGEST_SLAB = 8 << 20;

    /** Rows a multiple of 4096 bytes apart would take the cache's places from each other. */
    private static final int PADDING = 64;

    private static final int PADDED_FROM = 2048;

    private final Mapped source;
    private final long[] dimensions;
    private final long[] strides;
    private final long[] index;
    private final int width;
    private final int rowBytes;
    private final int pitch;
    private final byte[] run = new byte[Mapped.RUN];
    private final byte[] slab;
    private long left;
    private long first;
    private int rows;
    private int given;

    Slabs(Region region, Strided.Layout layout) throws IOException {
        this.width = layout.dtype().bytes();
        this.dimensions = layout.shape().dimensions();
        this.strides = layout.strides();
        this.index = new long[dimensions.length];
        this.rowBytes = Math.toIntExact(rowBytes(layout));
        this.pitch = pitch(rowBytes);
        this.slab = new byte[pitch * most(layout)];
        this.left = dimensions[0];
        this.source = new Mapped(region);
    }

    static boolean suits(Strided.Layout layout) {
        long[] strides = layout.strides();
        return strides.length > 1
                && strides[0] == 1
                && layout.shape().elements() > 0
                && layout.shape().dimension(0) >= FEW
                && layout.dtype().bytes() > 0
                && rowBytes(layout) <= LARGEST_SLAB / FEW;
    }

    private static long rowBytes(Strided.Layout layout) {
        return layout.shape().elements()
                / layout.shape().dimension(0)
                * layout.dtype().bytes();
    }

    private static int pitch(int rowBytes) {
        return rowBytes < PADDED_FROM ? rowBytes : rowBytes + PADDING;
    }

    /** How many rows are made at once. */
    private static int most(Strided.Layout layout) {
        long run = Mapped.RUN / layout.dtype().bytes();
        long fit = Math.max(FEW, SLAB / pitch((int) rowBytes(layout)));
        return (int) Math.min(layout.shape().dimension(0), Math.min(run, fit));
    }

    @Override
    protected ByteBuffer next() {
        if (given == rows) {
            fill();
        }
        int count = pitch == rowBytes ? rows - given : Math.min(1, rows - given);
        ByteBuffer next = ByteBuffer.wrap(slab, given * pitch, count * rowBytes);
        given += count;
        return next;
    }

    private void fill() {
        rows = (int) Math.min(left, slab.length / pitch);
        given = 0;
        if (rows == 0) {
            return;
        }
        long at = first;
        for (int to = 0; to < rowBytes; to += width) {
            long from = at * width;
            source.segment(from).get(Mapped.offset(from), run, 0, rows * width);
            spread(to);
            at += step();
        }
        first += rows;
        left -= rows;
    }

    /** To the next place of a row; after the last one back to the first. */
    private long step() {
        long step = 0;
        for (int i = dimensions.length - 1; i > 0; i--) {
            step += strides[i];
            if (++index[i] < dimensions[i]) {
                return step;
            }
            step -= strides[i] * dimensions[i];
            index[i] = 0;
        }
        return step;
    }

    /** An element of the run to each row. */
    private void spread(int to) {
        int end = to + rows * pitch;
        int from = 0;
        switch (width) {
            case 1 -> {
                for (int at = to; at < end; at += pitch) {
                    slab[at] = run[from++];
                }
            }
            case 2 -> {
                for (int at = to; at < end; at += pitch, from += 2) {
                    SHORT.set(slab, at, (short) SHORT.get(run, from));
                }
            }
            case 4 -> {
                for (int at = to; at < end; at += pitch, from += 4) {
                    INT.set(slab, at, (int) INT.get(run, from));
                }
            }
            case 8 -> {
                for (int at = to; at < end; at += pitch, from += 8) {
                    LONG.set(slab, at, (long) LONG.get(run, from));
                }
            }
            default -> {
                for (int at = to; at < end; at += pitch, from += 16) {
                    LONG.set(slab, at, (long) LONG.get(run, from));
                    LONG.set(slab, at + 8, (long) LONG.get(run, from + 8));
                }
            }
        }
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }
}
