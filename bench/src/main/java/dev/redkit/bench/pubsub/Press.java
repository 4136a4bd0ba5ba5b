package dev.redkit.bench.pubsub;

import dev.redkit.bench.engine.Tape;
import dev.redkit.bench.schedule.Schedule;
import dev.redkit.wire.CommandBuffer;
import java.util.Arrays;

/** Writes messages for the engine to send: at a rate, or as fast as publishers get answers. */
final class Press implements Tape {
    private final Traffic traffic;
    private final Schedule schedule;
    private final byte[][] prepared;
    private final int[] payloadAt;
    private final int[] keyAt;
    private final int[] keyLength;
    private long base;
    private long count;
    private long now;

    /** {@code schedule}: null for as fast as answers come. */
    Press(Traffic traffic, Schedule schedule) {
        this.traffic = traffic;
        this.schedule = schedule;
        int channels = traffic.channels();
        prepared = new byte[channels][];
        payloadAt = new int[channels];
        keyAt = new int[channels];
        keyLength = new int[channels];
        for (int i = 0; i < channels; i++) {
            prepare(i);
        }
    }

    private void prepare(int channel) {
        byte[] letter = Letter.blank(traffic.size());
        byte[][] args = traffic.command(channel, letter);
        CommandBuffer buffer = new CommandBuffer(128);
        buffer.begin(args.length);
        for (int i = 0; i < args.length; i++) {
            buffer.arg(args[i]);
            if (i == 1) {
                keyLength[channel] = args[1].length;
                keyAt[channel] = buffer.length() - 2 - args[1].length;
            }
        }
        prepared[channel] = Arrays.copyOf(buffer.array(), buffer.length());
        payloadAt[channel] = buffer.length() - 2 - letter.length;
    }

    private int channel() {
        return (int) (count % traffic.channels());
    }

    @Override
    public void start(long nanos) {
        base = nanos;
        if (schedule != null) {
            schedule.start(nanos);
        }
    }

    @Override
    public long due() {
        if (schedule != null) {
            return schedule.due();
        }
        now = System.nanoTime();
        return now;
    }

    @Override
    public void advance() {
        count++;
        if (schedule != null) {
            schedule.advance();
        }
    }

    @Override
    public long waiting(long nanos) {
        return schedule == null ? 0 : schedule.waiting(nanos);
    }

    @Override
    public int op() {
        return 0;
    }

    @Override
    public int client() {
        return (int) (count / traffic.channels() % traffic.publishers());
    }

    @Override
    public byte[] bytes() {
        int channel = channel();
        long sent = System.nanoTime();
        long number = count / traffic.channels() / traffic.publishers();
        // Moments are told from the run's start on: digits know no minus.
        Letter.write(
                prepared[channel],
                payloadAt[channel],
                client(),
                number,
                (schedule == null ? sent : schedule.due()) - base,
                sent - base);
        return prepared[channel];
    }

    @Override
    public int keyOffset() {
        return traffic.kind() == Traffic.Kind.CHANNEL ? -1 : keyAt[channel()];
    }

    @Override
    public int keyLength() {
        return keyLength[channel()];
    }
}
