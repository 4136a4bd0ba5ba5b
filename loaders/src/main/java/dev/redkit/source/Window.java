package dev.redkit.source;

import dev.redkit.failure.BadInput;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The part of an input that a scanner looks at: the current record in one piece, and what was read behind it. It grows for
 * a big record, up to a limit. Behind the last byte there is always a line feed and room for a word, so that scanners
 * need not ask at every byte whether there is one.
 */
final class Window implements Closeable {
    /** Reads eight bytes at once. */
    static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** For those that turn out to be small. */
    private static final int FIRST_SIZE = 16 << 10;
    /** For all others: what stays in the processor's cache. */
    private static final int USUAL_SIZE = 320 << 10;

    private static final int PAD = 16;
    /** What comes behind a record. */
    private static final int LINE_END = 2;
    /** Records beyond this size are looked at again only when they have doubled, so that slow pipes cost no square. */
    private static final int BIG = 1 << 20;

    /** What came of asking for more. */
    enum More {
        /** There is more, or it is now known that the input has ended. */
        READ,
        /** It had ended before. */
        ENDED,
        /** The record is as large as one may be. */
        FULL
    }

    private final String name;
    private final InputStream in;
    private final int most;
    /** For the scanners' eyes: what is here, from {@link #at} (the record) to {@link #limit}. */
    byte[] bytes;

    int at;
    int limit;
    boolean ended;
    /** Whether the input once had more than there was room for. */
    private boolean filled;

    private long base;

    Window(String name, InputStream in, int most) {
        this.name = name;
        this.in = in;
        this.most = most;
        this.bytes = new byte[Math.min(FIRST_SIZE, most + LINE_END) + PAD];
        this.bytes[0] = '\n';
    }

    /** The offset in the input of something in the window. */
    long offset(int index) {
        return base + index;
    }

    String name() {
        return name;
    }

    /** How large a record may be. */
    int most() {
        return most;
    }

    /** Reads on, and keeps all from {@link #at}, which may move. */
    More more() throws IOException {
        if (ended) {
            return More.ENDED;
        }
        if (at > 0) {
            limit -= at;
            System.arraycopy(bytes, at, bytes, 0, limit);
            base += at;
            at = 0;
        }
        int room = bytes.length - PAD;
        int largest = most + LINE_END;
        if (filled && room < USUAL_SIZE) {
            room = Math.min(USUAL_SIZE, largest);
            bytes = Arrays.copyOf(bytes, room + PAD);
        }
        if (limit == room) {
            if (room == largest) {
                return More.FULL;
            }
            room = room > largest / 3 ? largest : 2 * room;
            bytes = Arrays.copyOf(bytes, room + PAD);
        }
        int enough = limit < BIG ? limit + 1 : (int) Math.min(2L * limit, room);
        while (limit < enough && !ended) {
            read(room);
        }
        bytes[limit] = '\n';
        return More.READ;
    }

    private void read(int room) throws IOException {
        int got = in.read(bytes, limit, room - limit);
        if (got < 0) {
            ended = true;
        } else {
            limit += got;
            filled |= limit == room;
        }
    }

    /** Passes over one at the beginning, in UTF-8. */
    void skipByteOrderMark() throws IOException {
        if (limit == 0) {
            more();
        }
        while (limit < 3 && bytes[0] == (byte) 0xef && !ended) {
            more();
        }
        if (limit >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf) {
            at = 3;
        }
    }

    /** Drops all that is here and reads the next bytes; false when there are none. For those who only count. */
    boolean drop() throws IOException {
        at = limit;
        while (!ended && at == limit) {
            more();
        }
        return at < limit;
    }

    /** Goes on at that offset, which is not before the window's. */
    void jump(long offset) throws IOException {
        if (offset < base + at) {
            throw new IllegalArgumentException("cannot go back to byte " + offset);
        }
        while (offset > base + limit) {
            if (!drop()) {
                throw new BadInput(
                        name + " ends at byte " + (base + limit) + ", before byte " + offset + " where to go on",
                        "it is not the file that was read before");
            }
        }
        at = (int) (offset - base);
    }

    /** The index of the next line feed from there, or {@link #limit} when there is none. */
    int lineFeed(int from) {
        byte[] here = bytes;
        int index = from;
        while (true) {
            long hits = Bits.zeros((long) WORDS.get(here, index) ^ Bits.LINE_FEEDS);
            if (hits != 0) {
                return Math.min(limit, index + Bits.first(hits));
            }
            index += Long.BYTES;
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
