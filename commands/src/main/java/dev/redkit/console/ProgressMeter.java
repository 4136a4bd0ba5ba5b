package dev.redkit.console;

import dev.redkit.io.ByteSizes;
import dev.redkit.io.Progress;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Shows on stderr how far a long work is: bytes of bytes, records, rate and time left. It only samples a
 * {@link Progress}; the work never waits for it. Short work shows nothing: the first paint comes after half a second.
 */
public final class ProgressMeter implements AutoCloseable {
    private static final long FIRST_MILLIS = 500;
    private static final long BAR_MILLIS = 100;
    private static final long LINE_MILLIS = 5_000;
    private static final long JSON_MILLIS = 1_000;
    private static final int BAR_CELLS = 24;
    /** Weight of the newest sample in the rate: smooth over some seconds, yet it follows a stall. */
    private static final double NEWEST = 0.2;

    private final Console console;
    private final String label;
    private final Progress progress;
    private final ProgressStyle style;
    private final long started = System.nanoTime();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread painter;
    private long lastNanos = started;
    private long lastBytes;
    private long lastRecords;
    private double byteRate;
    private double recordRate;
    private boolean shown;

    private ProgressMeter(Console console, String label, Progress progress, ProgressStyle style) {
        this.console = console;
        this.label = label;
        this.progress = progress;
        this.style = style;
        painter = new Thread(this::paintUntilClosed, "progress");
        painter.setDaemon(true);
    }

    /** Starts to watch; closing it ends the line. */
    public static ProgressMeter start(Console console, String label, Progress progress, ProgressStyle wanted) {
        ProgressStyle style = wanted;
        if (style == ProgressStyle.AUTO) {
            style = console.verbosity() == Verbosity.QUIET
                    ? ProgressStyle.NONE
                    : console.paintsStatus() ? ProgressStyle.BAR : ProgressStyle.PLAIN;
        }
        ProgressMeter meter = new ProgressMeter(console, label, progress, style);
        if (style != ProgressStyle.NONE) {
            meter.painter.start();
        }
        return meter;
    }

    private void paintUntilClosed() {
        long pause = style == ProgressStyle.BAR ? FIRST_MILLIS : interval();
        while (!sleep(pause)) {
            paint(System.nanoTime());
            pause = interval();
        }
    }

    private long interval() {
        return switch (style) {
            case BAR -> BAR_MILLIS;
            case JSON -> JSON_MILLIS;
            default -> LINE_MILLIS;
        };
    }

    private synchronized boolean sleep(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        try {
            for (long left; !closed.get() && (left = (end - System.nanoTime()) / 1_000_000) > 0; ) {
                wait(left);
            }
        } catch (InterruptedException e) {
            return true;
        }
        return closed.get();
    }

    private void paint(long now) {
        sample(now);
        shown = true;
        switch (style) {
            case BAR -> console.status(line(now, true));
            case JSON -> console.say(json(now, false));
            default -> console.say(line(now, false));
        }
    }

    private void sample(long now) {
        double seconds = (now - lastNanos) / 1e9;
        if (seconds <= 0) {
            return;
        }
        long bytes = progress.bytes();
        long records = progress.records();
        double weight = lastNanos == started ? 1 : Math.min(1, NEWEST * Math.max(1, seconds * 10));
        byteRate += weight * ((bytes - lastBytes) / seconds - byteRate);
        recordRate += weight * ((records - lastRecords) / seconds - recordRate);
        lastNanos = now;
        lastBytes = bytes;
        lastRecords = records;
    }

    String line(long now, boolean bar) {
        long bytes = progress.bytes();
        long total = progress.totalBytes();
        StringBuilder text = new StringBuilder(label).append(' ');
        if (total > 0) {
            double part = Math.min(1, (double) bytes / total);
            if (bar) {
                int full = (int) (part * BAR_CELLS);
                text.append('[')
                        .append("#".repeat(full))
                        .append(".".repeat(BAR_CELLS - full))
                        .append("] ");
            }
            text.append((int) (part * 100)).append(" %  ");
            text.append(ByteSizes.format(bytes)).append(" of ").append(ByteSizes.format(total));
        } else if (bytes > 0) {
            text.append(ByteSizes.format(bytes)).append(" (total unknown)");
        }
        if (progress.records() > 0) {
            text.append("  ").append(count(progress.records())).append(" records");
            text.append("  ").append(count(Math.round(recordRate))).append("/s");
        } else if (byteRate > 0) {
            text.append("  ").append(ByteSizes.format(Math.round(byteRate))).append("/s");
        }
        if (progress.errors() > 0) {
            text.append("  ").append(count(progress.errors())).append(" errors");
        }
        if (total > 0 && bytes < total && byteRate > 0) {
            text.append("  ")
                    .append(clock(Math.round((total - bytes) / byteRate)))
                    .append(" left");
        } else {
            text.append("  ").append(clock((now - started) / 1_000_000_000));
        }
        return text.toString();
    }

    String json(long now, boolean done) {
        StringBuilder text = new StringBuilder("{\"progress\":\"")
                .append(label.replace("\"", "\\\""))
                .append('"');
        text.append(",\"bytes\":").append(progress.bytes());
        text.append(",\"total_bytes\":");
        text.append(progress.totalBytes() > 0 ? Long.toString(progress.totalBytes()) : "null");
        text.append(",\"records\":").append(progress.records());
        text.append(",\"errors\":").append(progress.errors());
        text.append(",\"bytes_per_second\":").append(Math.round(byteRate));
        text.append(",\"records_per_second\":").append(Math.round(recordRate));
        text.append(",\"seconds\":").append(Math.round((now - started) / 1e6) / 1e3);
        return text.append(",\"done\":").append(done).append('}').toString();
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
    }

    static String clock(long seconds) {
        return seconds >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    /** The last word: takes the bar away; a log gets one final line if it had any, JSON always. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        synchronized (this) {
            notifyAll();
        }
        try {
            painter.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        long now = System.nanoTime();
        sample(now);
        switch (style) {
            case BAR -> console.clearStatus();
            case JSON -> console.say(json(now, true));
            case PLAIN -> {
                if (shown) {
                    console.say(line(now, false));
                }
            }
            default -> {
                // Nothing was ever shown.
            }
        }
    }
}
