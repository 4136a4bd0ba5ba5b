package dev.redkit.load;

import dev.redkit.failure.Failure;
import dev.redkit.lane.CommandSource;
import dev.redkit.wire.CommandBuffer;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Passes commands from the thread that makes them to the lanes, in bundles of some kilobytes: one builds values while the
 * other talks to the server.
 */
final class Handover implements CommandSource {
    private static final int BUNDLE_BYTES = 64 * 1024;
    private static final int BUNDLES = 16;

    private static final class Bundle {
        final CommandBuffer commands = new CommandBuffer(BUNDLE_BYTES + 4096);
        int[] ends = new int[256];
        long[] places = new long[256];
        int count;
    }

    private static final Bundle END = new Bundle();

    private final BlockingQueue<Bundle> full = new ArrayBlockingQueue<>(BUNDLES);
    private final BlockingQueue<Bundle> empty = new ArrayBlockingQueue<>(BUNDLES + 2);
    private Bundle filling = new Bundle();
    private Bundle giving;
    private int given;
    private long place;
    private volatile Exception failure;
    private volatile boolean closed;

    /** Where the maker writes its next command. */
    CommandBuffer out() {
        return filling.commands;
    }

    /** The command that was just written is whole. False when nobody takes any more. */
    boolean end(long itsPlace) {
        Bundle bundle = filling;
        if (bundle.count == bundle.ends.length) {
            bundle.ends = Arrays.copyOf(bundle.ends, 2 * bundle.count);
            bundle.places = Arrays.copyOf(bundle.places, 2 * bundle.count);
        }
        bundle.ends[bundle.count] = bundle.commands.length();
        bundle.places[bundle.count++] = itsPlace;
        return bundle.commands.length() < BUNDLE_BYTES || pass(bundle);
    }

    private boolean pass(Bundle bundle) {
        put(bundle);
        Bundle next = empty.poll();
        filling = next == null ? new Bundle() : next;
        return !closed;
    }

    private void put(Bundle bundle) {
        try {
            while (!closed && !full.offer(bundle, 100, TimeUnit.MILLISECONDS)) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException e) {
            closed = true;
            Thread.currentThread().interrupt();
        }
    }

    /** There is no more, for this reason or because all is made. */
    void finish(Exception itsFailure) {
        failure = itsFailure;
        if (filling.count > 0) {
            put(filling);
        }
        put(END);
    }

    @Override
    public Pull next(CommandBuffer out) throws IOException {
        while (giving == null || given == giving.count) {
            if (!advance()) {
                return Pull.END;
            }
        }
        int start = given == 0 ? 0 : giving.ends[given - 1];
        out.raw(giving.commands.array(), start, giving.ends[given] - start);
        place = giving.places[given++];
        return Pull.COMMAND;
    }

    private boolean advance() throws IOException {
        if (giving == END) {
            return false;
        }
        if (giving != null && giving.commands.array().length <= 4 * BUNDLE_BYTES) {
            giving.commands.clear();
            giving.count = 0;
            empty.offer(giving);
        }
        try {
            giving = full.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        given = 0;
        if (giving != END) {
            return true;
        }
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof Failure known) {
            throw known;
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        return false;
    }

    /** Nobody takes any more. */
    void close() {
        closed = true;
        full.clear();
    }

    @Override
    public long place() {
        return place;
    }
}
