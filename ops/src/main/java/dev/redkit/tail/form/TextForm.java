package dev.redkit.tail.form;

import dev.redkit.tail.Message;
import dev.redkit.tail.Slice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A line for each message: its time if wanted, channel, id if it has one, payload. Line ends, control characters and what
 * is not UTF-8 are shown as {@code \n}, {@code \x1b}: a message is always one line, and cannot paint on a terminal.
 */
final class TextForm implements MessageForm {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH = 0x8080808080808080L;
    private static final String HEX = "0123456789abcdef";

    private final Stamp.Writer stamp;

    TextForm(Stamp stamp) {
        this.stamp = new Stamp.Writer(stamp);
    }

    @Override
    public void message(Message message, Out out) {
        if (!stamp.none()) {
            out.put(stamp.text(message.micros())).put(' ');
        }
        safe(message.channel(), out);
        out.put(' ');
        if (message.id().present()) {
            out.put(message.id()).put(' ');
        }
        safe(message.payload(), out);
        out.put('\n');
    }

    static void safe(Slice slice, Out out) {
        byte[] bytes = slice.bytes();
        int at = slice.offset();
        int end = at + slice.length();
        int clean = cleanUntil(bytes, at, end);
        out.put(bytes, at, clean - at);
        for (at = clean; at < end; ) {
            int size = Utf8.sizeAt(bytes, at, end);
            if (size > 0 && !isControl(bytes, at, size)) {
                out.put(bytes, at, size);
                at += size;
            } else {
                escape(bytes[at++], out);
            }
        }
    }

    /** The place of the first byte that is not printable ASCII; eight bytes at a time. */
    private static int cleanUntil(byte[] bytes, int from, int end) {
        int at = from;
        while (at + Long.BYTES <= end) {
            long eight = (long) LONGS.get(bytes, at);
            // The top bit shows in bytes >= 0x80, in those < 0x20 once that is subtracted, and in 0x7f once 1 is added.
            long suspicious = (eight | (eight - 0x2020202020202020L) | (eight + 0x0101010101010101L)) & HIGH;
            if (suspicious != 0) {
                break;
            }
            at += Long.BYTES;
        }
        while (at < end && bytes[at] >= 0x20 && bytes[at] != 0x7f) {
            at++;
        }
        return at;
    }

    /** C0, DEL, and C1, which is two bytes in UTF-8. */
    private static boolean isControl(byte[] bytes, int at, int size) {
        int one = bytes[at] & 0xff;
        if (size == 1) {
            return one < 0x20 || one == 0x7f;
        }
        return size == 2 && one == 0xc2 && (bytes[at + 1] & 0xff) < 0xa0;
    }

    private static void escape(byte one, Out out) {
        switch (one) {
            case '\n' -> out.put("\\n");
            case '\r' -> out.put("\\r");
            case '\t' -> out.put('\t');
            default -> out.put("\\x").put(HEX.charAt((one >> 4) & 15)).put(HEX.charAt(one & 15));
        }
    }
}
