package dev.redkit.rdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.redkit.entry.ValueWalker;
import dev.redkit.io.BlockStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Values larger than any heap are read element by element. */
final class RdbMemoryTest {
    private static final int NODES = 50_000;
    private static final long BUDGET = 4L << 20;

    /** One list of 400 MB, made while it is read. */
    @Test
    void aHugeListIsCheckedInAWindow() throws IOException {
        ByteArrayOutputStream node = new ByteArrayOutputStream();
        node.write(Told.ascii("\1`\0")); // an item of 8192 bytes on a node of its own
        node.write(new byte[8192]);
        long before = allocated();
        RdbReader reader =
                RdbReader.open(new Repeated("REDIS0011\22\1k\u0080\0\0\u00c3P", node.toByteArray()), "a file");
        assertThat(reader.next()).isTrue();
        reader.check();
        assertThat(reader.elements()).isEqualTo(NODES);
        assertThat(reader.next()).isFalse();
        assertThat(allocated() - before).isLessThan(BUDGET);
    }

    @Test
    void aHugeStringIsPassedOverAndCheckedInAWindow() throws IOException {
        long length = (long) NODES * 8192;
        String header = "REDIS0011\0\1k\u0080" + (char) (length >>> 24) + (char) ((length >>> 16) & 0xff)
                + (char) ((length >>> 8) & 0xff) + (char) (length & 0xff);
        long before = allocated();
        RdbReader reader = RdbReader.open(new Repeated(header, new byte[8192]), "a file");
        assertThat(reader.next()).isTrue();
        reader.check();
        assertThat(reader.elements()).isEqualTo(length);
        assertThat(reader.next()).isFalse();
        assertThat(allocated() - before).isLessThan(BUDGET);
    }

    /** A walker hears items one by one: only one of them is in memory at a time. */
    @Test
    void aHugeListIsWalkedItemByItem() throws IOException {
        ByteArrayOutputStream node = new ByteArrayOutputStream();
        node.write(Told.ascii("\1\7abcdefg"));
        RdbReader reader =
                RdbReader.open(new Repeated("REDIS0011\22\1k\u0080\0\0\u00c3P", node.toByteArray()), "a file");
        assertThat(reader.next()).isTrue();
        long[] told = new long[1];
        reader.entry().value().walk(new ValueWalker() {
            @Override
            public void item(byte[] item) {
                told[0] += item.length;
            }
        });
        assertThat(told[0]).isEqualTo(7L * NODES);
        assertThat(reader.next()).isFalse();
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** A beginning, the same piece {@link #NODES} times, and the end of a file without a checksum. */
    private static final class Repeated extends BlockStream {
        private final byte[] head;
        private final byte[] piece;
        private final byte[] tail = Told.ascii("\u00ff\0\0\0\0\0\0\0\0");
        private final long length;
        private long at;

        Repeated(String head, byte[] piece) {
            this.head = Told.ascii(head);
            this.piece = piece;
            this.length = this.head.length + (long) NODES * piece.length + tail.length;
        }

        @Override
        public int read(byte[] into, int offset, int count) {
            if (at == length) {
                return -1;
            }
            byte[] from = piece;
            int start;
            if (at < head.length) {
                from = head;
                start = (int) at;
            } else if (length - at <= tail.length) {
                from = tail;
                start = (int) (tail.length - (length - at));
            } else {
                start = (int) ((at - head.length) % piece.length);
            }
            int got = Math.min(count, from.length - start);
            System.arraycopy(from, start, into, offset, got);
            at += got;
            return got;
        }
    }
}
