package dev.redkit.bench.verdict;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * How long the JVM held up all its threads at once, for garbage collection or whatever else, by its own log of safepoints:
 * HotSpot writes each with its nanoseconds. Its counters would say the same, but they cost every start of a program, and this
 * log is only asked for where somebody measures. A JVM without such a log says nothing.
 */
final class Safepoints implements Closeable {
    private static final Pattern TOTAL = Pattern.compile("Total: *(\\d+) ns");
    /** A log that is full begins anew; what was in it has been read long before. */
    private static final String ROTATION = "output_options=filecount=1,filesize=4m";

    private final Thread starter = new Thread(this::start, "bench-safepoints");
    private Path file;
    private MBeanServer beans;
    private long position;
    private String rest = "";
    private long sum;
    private long longest;
    private long count;

    private Safepoints() {
        starter.setDaemon(true);
    }

    /** Begins beside whatever else is done: the JVM's management takes a tenth of a second to wake up. */
    static Safepoints watch() {
        Safepoints safepoints = new Safepoints();
        safepoints.starter.start();
        return safepoints;
    }

    private void start() {
        Path created = null;
        try {
            created = Files.createTempFile("redkit-safepoints", ".log");
            // In case that this program is told to end before anybody closes this.
            created.toFile().deleteOnExit();
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            log(server, created, "what=safepoint=info", "decorators=none", ROTATION);
            synchronized (this) {
                beans = server;
                file = created;
            }
        } catch (IOException | JMException | RuntimeException e) {
            // Then there is no log, and the evidence has no safepoints: it never was more than that.
            delete(created);
        }
    }

    private static void log(MBeanServer server, Path file, String... words) throws JMException {
        String[] arguments = new String[words.length + 1];
        arguments[0] = "output=\"file=" + file + '"';
        System.arraycopy(words, 0, arguments, 1, words.length);
        server.invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "vmLog",
                new Object[] {arguments},
                new String[] {String[].class.getName()});
    }

    /** Until it is there, or cannot be. */
    void awaitStart() {
        try {
            starter.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Forgets which was the longest so far. */
    synchronized void reset() {
        read();
        longest = 0;
        count = 0;
    }

    /** All of them since this began, together, in seconds; NaN where nobody says. */
    synchronized double seconds() {
        read();
        return file == null ? Double.NaN : sum / 1e9;
    }

    /** The longest since {@link #reset}, in milliseconds. */
    synchronized double longestMillis() {
        return file == null ? Double.NaN : longest / 1e6;
    }

    /** How many since {@link #reset}. */
    synchronized double count() {
        return file == null ? Double.NaN : count;
    }

    private void read() {
        if (file == null) {
            return;
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long length = log.length();
            if (length < position) {
                position = 0;
                rest = "";
            }
            byte[] fresh = new byte[Math.toIntExact(Math.min(length - position, 8 << 20))];
            log.seek(position);
            log.readFully(fresh);
            position += fresh.length;
            lines(rest + new String(fresh, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            close();
        }
    }

    private void lines(String text) {
        int end = text.lastIndexOf('\n') + 1;
        rest = text.substring(end);
        Matcher matcher = TOTAL.matcher(text).region(0, end);
        while (matcher.find()) {
            long nanos = Long.parseLong(matcher.group(1));
            sum += nanos;
            longest = Math.max(longest, nanos);
            count++;
        }
    }

    @Override
    public void close() {
        awaitStart();
        synchronized (this) {
            if (file == null) {
                return;
            }
            try {
                log(beans, file, "what=all=off");
            } catch (JMException | RuntimeException e) {
                // It goes on into a file without a name, until this process ends.
            }
            delete(file);
            delete(Path.of(file + ".0"));
            file = null;
        }
    }

    private static void delete(Path path) {
        try {
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
    }
}
