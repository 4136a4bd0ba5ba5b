package dev.redkit.bench.pubsub;

import dev.redkit.bench.recorder.Histograms;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What subscribers have received so far, second by second, and what was wrong with it. Written by many threads. */
final class Deliveries {
    private static final double SLOT = 1e9;
    /** How far behind the newest of its kind a message may come and still be told from one that came twice. */
    private static final int MEMORY = 1 << 16;

    private final Traffic traffic;
    private final Histogram response = Histograms.empty();
    private final Histogram transit = Histograms.empty();
    private final List<byte[]> slots = new ArrayList<>();
    private Histogram slot = Histograms.empty();
    private long base;
    private long measuredFrom;
    private long measuredTo = Long.MAX_VALUE;
    private long received;
    private long duplicates;
    private long reordered;
    private long foreign;
    private long last;

    Deliveries(Traffic traffic) {
        this.traffic = traffic;
    }

    /** What one receiver (a subscriber, or a group) had from one publisher in one channel. */
    private static final class Sequence {
        private long next;
        private final BitSet missing = new BitSet();
        private long offset;
    }

    /** The numbers that one receiver has seen; for one thread, or under a lock of its own. */
    final class Receiver {
        private final Map<Long, Sequence> sequences = new HashMap<>();
        private long received;

        /** A message came. */
        synchronized void take(int channel, byte[] letter) {
            long now = System.nanoTime();
            if (!Letter.isOne(letter)) {
                strange();
                return;
            }
            received++;
            long key = (long) Letter.publisher(letter) * traffic.channels() + channel;
            Sequence sequence = sequences.computeIfAbsent(key, one -> new Sequence());
            record(Letter.due(letter), Letter.sent(letter), now, check(sequence, Letter.number(letter)));
        }

        synchronized long received() {
            return received;
        }
    }

    /** 0 for the next in order, 1 for one that came late, 2 for one that was here before. */
    private static int check(Sequence sequence, long number) {
        if (number >= sequence.next) {
            long skipped = number - sequence.next;
            if (skipped > 0 && skipped <= MEMORY) {
                if (sequence.missing.isEmpty()) {
                    sequence.offset = sequence.next;
                }
                if (number - sequence.offset < MEMORY) {
                    sequence.missing.set((int) (sequence.next - sequence.offset), (int) (number - sequence.offset));
                }
            }
            sequence.next = number + 1;
            return 0;
        }
        int at = (int) Math.max(-1, Math.min(MEMORY, number - sequence.offset));
        if (at >= 0 && sequence.missing.get(at)) {
            sequence.missing.clear(at);
            return 1;
        }
        return 2;
    }

    Receiver receiver() {
        return new Receiver();
    }

    /** The run begins; messages that are due within that time of it count. */
    synchronized void start(long nanos, long from, long to) {
        base = nanos;
        measuredFrom = from;
        measuredTo = to;
    }

    private synchronized void strange() {
        foreign++;
    }

    private synchronized void record(long due, long sent, long now, int kind) {
        received++;
        last = now;
        duplicates += kind == 2 ? 1 : 0;
        reordered += kind == 1 ? 1 : 0;
        long at = now - base;
        while (slots.size() < (int) (at / SLOT)) {
            slots.add(Histograms.pack(slot));
            slot.reset();
        }
        slot.recordValue(Math.max(0, at - due));
        if (due >= measuredFrom && due < measuredTo) {
            response.recordValue(Math.max(0, at - due));
            transit.recordValue(Math.max(0, at - sent));
        }
    }

    /** From the moment at which a message should have left. */
    synchronized Histogram response() {
        return response.copy();
    }

    /** From the moment at which it left. */
    synchronized Histogram transit() {
        return transit.copy();
    }

    /** What came in between two moments of the run, to the second. */
    synchronized Histogram between(double from, double to) {
        Histogram sum = Histograms.empty();
        for (int i = 0; i <= slots.size(); i++) {
            double middle = i + 0.5;
            if (middle >= from && middle < to) {
                sum.add(i < slots.size() ? Histograms.unpack(slots.get(i)) : slot);
            }
        }
        return sum;
    }

    synchronized long received() {
        return received;
    }

    synchronized long duplicates() {
        return duplicates;
    }

    synchronized long reordered() {
        return reordered;
    }

    synchronized long foreign() {
        return foreign;
    }

    /** When the last message came. */
    synchronized long last() {
        return last;
    }
}
