package dev.redkit.publish;

import org.HdrHistogram.Histogram;

/** Sends a capture again: the same messages in the same order, each as long after the first as it was then. */
public final class Replay {
    private static final long MICRO = 1000;
    private static final int REHEARSALS = 300;

    private final Publisher publisher;
    private final Pace pace;
    private final double speed;
    private final byte[] channel;
    private final Histogram offsets = new Histogram(3);
    private final long[] dues = new long[1000];
    private int waiting;
    private long first = -1;
    private long last;

    /** {@code speed} 0 does not wait at all; {@code channel}, unless null, takes everything, whatever channel it went by. */
    public Replay(Publisher publisher, Pace pace, double speed, byte[] channel) {
        this.publisher = publisher;
        this.pace = pace;
        this.speed = speed;
        this.channel = channel;
    }

    /** Sends everything, or what there is until it is called off. */
    public void play(Letters lines, String name) {
        long start = 0;
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            Capture one = line.length == 0 ? null : Capture.read(line, name + ", line " + lines.count());
            if (one == null) {
                continue;
            }
            if (first < 0) {
                first = one.micros();
                prepare(line, name);
                start = System.nanoTime();
            }
            last = one.micros();
            long due = start + (speed == 0 ? 0 : (long) ((last - first) * MICRO / speed));
            if (speed > 0 && due - System.nanoTime() > 0) {
                push();
                if (!pace.until(due)) {
                    break;
                }
            }
            publisher.add(letter(one));
            dues[waiting++] = due;
            if (waiting == dues.length || !lines.ready()) {
                push();
            }
        }
        push();
        publisher.settle();
    }

    /** A message is as late as it leaves, not as it was ready to. */
    private void push() {
        publisher.push();
        long now = System.nanoTime();
        for (int i = 0; i < waiting; i++) {
            offsets.recordValue(Math.max(0, (now - dues[i]) / MICRO));
        }
        waiting = 0;
    }

    /** Does often what is done for each message: the first ones must not be late for what has to be loaded and compiled. */
    private void prepare(byte[] line, String name) {
        for (int i = 0; i < REHEARSALS; i++) {
            publisher.connect(letter(Capture.read(line, name)));
            pace.until(System.nanoTime() + MICRO);
            offsets.recordValue(i);
        }
        offsets.reset();
    }

    private Letter letter(Capture one) {
        return Letter.to(channel == null ? one.channel() : channel, one.payload());
    }

    /** From its first message to its last, in seconds. */
    public double capturedSeconds() {
        return first < 0 ? 0 : (last - first) / 1e6;
    }

    /** How late messages were sent, in milliseconds; 0 when nothing was waited for. */
    public double offsetMillis(double percentile) {
        return speed == 0 ? 0 : offsets.getValueAtPercentile(percentile) / 1000.0;
    }
}
