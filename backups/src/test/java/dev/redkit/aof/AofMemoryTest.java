package dev.redkit.aof;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.redkit.io.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Logs larger than any heap, made while they are read. */
final class AofMemoryTest {
    private static final long BUDGET = 32L << 20;
    private static final int VALUES = 20;

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** One SET after the other, of 16 MB each: ten times the budget. */
    private static InputStream largeValues() {
        byte[] head = "*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$16777216\r\n".getBytes(StandardCharsets.US_ASCII);
        long each = head.length + 16_777_218L;
        return new InputStream() {
            private long at;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] into, int from, int length) {
                if (at == VALUES * each) {
                    return -1;
                }
                int count = (int) Math.min(length, VALUES * each - at);
                for (int i = 0; i < count; i++) {
                    long in = (at + i) % each;
                    into[from + i] = in < head.length
                            ? head[(int) in]
                            : in < each - 2 ? (byte) 'x' : in == each - 2 ? (byte) '\r' : (byte) '\n';
                }
                at += count;
                return count;
            }
        };
    }

    @Test
    void largeValuesAreNeverHeld() throws IOException {
        long before = allocated();
        Timeline timeline = Timeline.of(
                AofReader.of(largeValues(), "log"),
                new Timeline.Plan(Timeline.By.AUTO, Long.MIN_VALUE, Long.MAX_VALUE, (byte) ':'),
                new Progress());
        assertThat(timeline.all().commands()).isEqualTo(VALUES);
        assertThat(timeline.rows()).hasSizeLessThan(61);
        assertThat(allocated() - before).isLessThan(BUDGET);
    }

    @Test
    void aHistoryDoesNotHoldThemEither() throws IOException {
        long before = allocated();
        int[] events = new int[1];
        KeyHistory history = new KeyHistory(
                "key".getBytes(StandardCharsets.US_ASCII), Set.of(), event -> events[0] += event.command().length);
        history.read(AofReader.of(largeValues(), "log"));
        assertThat(events[0]).isEqualTo(3 * VALUES);
        assertThat(allocated() - before).isLessThan(BUDGET);
    }
}
