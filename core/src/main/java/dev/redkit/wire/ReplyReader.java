package dev.redkit.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads typed replies from a stream of bytes, blocking in {@link Bytes#fill}. Lengths are believed only as far as the
 * bytes arrive: memory grows with what was received, never with what was announced.
 *
 * <pre>
 * + simple   - error   : int   $ bulk   * array   _ null   , double   # bool   ( big number   ! bulk error
 * = verbatim   % map   ~ set   > push   | attributes (read, and left out)   $? and *? streamed, ended by ; and .
 * </pre>
 */
public final class ReplyReader {
    private static final int DEEPEST = 128;
    private static final int LONGEST_LINE = 64 * 1024;
    private static final int STEP = 64 * 1024;

    /** Where the bytes come from. */
    public interface Bytes {
        /** Reads at least one byte into the array, waiting for it; -1 at the end. */
        int fill(byte[] into, int offset, int count) throws IOException;
    }

    private final Bytes source;
    private final byte[] window = new byte[16 * 1024];
    private int next;
    private int end;

    public ReplyReader(Bytes source) {
        this.source = source;
    }

    /** Whether bytes of a further reply are here already. */
    public boolean hasBuffered() {
        return next < end;
    }

    /** The next reply, of any kind; pushes too. */
    public Reply read() throws IOException {
        return read(0);
    }

    /** The next reply, but the bytes of a string go into the array: in their place comes their number. */
    Reply readInto(byte[] array) throws IOException {
        if (next == end) {
            refill();
        }
        if (window[next] != '$') {
            return read();
        }
        next++;
        long count = length();
        if (count == -1) {
            return Reply.Nil.NIL;
        }
        if (count < 0) {
            throw new ProtocolException("bulk string of length " + count);
        }
        int kept = (int) Math.min(count, array.length);
        for (int have = 0; have < kept; ) {
            have += some(array, have, Math.min(kept - have, STEP));
        }
        for (long left = count - kept; left > 0; ) {
            left -= some(new byte[STEP], 0, (int) Math.min(left, STEP));
        }
        crlf();
        return new Reply.Int(count);
    }

    /**
     * The beginning of a reply: a scalar as it is, of an aggregate what it is and how much it announces.
     *
     * @param count of parts, of a map keys and values; -1 when unknown
     * @param length of a string in bytes
     */
    record Head(Parts.Kind kind, long count, Reply scalar, long length) {
        static Head of(Reply scalar, long length) {
            return new Head(Parts.Kind.SCALAR, 0, scalar, length);
        }
    }

    /** The beginning of the next reply; of a string no more than so many bytes are kept. */
    Head head(int longest, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new ProtocolException("reply nested deeper than " + DEEPEST);
        }
        int kind = one();
        switch (kind) {
            case '*' -> {
                long count = length();
                return count == -1 ? Head.of(Reply.Nil.NIL, 0) : aggregate(Parts.Kind.ARRAY, count, 1);
            }
            case '~' -> {
                return aggregate(Parts.Kind.SET, length(), 1);
            }
            case '>' -> {
                return aggregate(Parts.Kind.PUSH, length(), 1);
            }
            case '%' -> {
                return aggregate(Parts.Kind.MAP, length(), 2);
            }
            case '|' -> {
                items(length(), 2, depth);
                return head(longest, depth);
            }
            case '$' -> {
                return stringHead(longest);
            }
            default -> {
                next--;
                return Head.of(read(depth), 0);
            }
        }
    }

    private static Head aggregate(Parts.Kind kind, long count, int each) throws ProtocolException {
        if (count < -2 || count == -1 || count > Long.MAX_VALUE / 2) {
            throw new ProtocolException("aggregate of length " + count);
        }
        return new Head(kind, count == -2 ? -1 : count * each, null, 0);
    }

    private Head stringHead(int longest) throws IOException {
        long count = length();
        if (count == -1) {
            return Head.of(Reply.Nil.NIL, 0);
        }
        if (count == -2) {
            byte[] whole = streamedBlob();
            return Head.of(new Reply.Bulk(whole), whole.length);
        }
        if (count < 0) {
            throw new ProtocolException("bulk string of length " + count);
        }
        byte[] kept = exactly((int) Math.min(count, longest));
        pass(count - kept.length);
        crlf();
        return Head.of(new Reply.Bulk(kept), count);
    }

    /** Whether an aggregate of unknown length ends here; its mark is then read. */
    boolean atEnd() throws IOException {
        return ended('.');
    }

    /** Passes over the next reply, without holding any of it. */
    void skip(int depth) throws IOException {
        Head head = head(0, depth);
        long count = head.count();
        for (long i = 0; count < 0 ? !ended('.') : i < count; i++) {
            skip(depth + 1);
        }
    }

    private void pass(long count) throws IOException {
        long left = count;
        while (left > 0) {
            if (next == end) {
                refill();
            }
            int step = (int) Math.min(left, end - next);
            next += step;
            left -= step;
        }
    }

    private Reply read(int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new ProtocolException("reply nested deeper than " + DEEPEST);
        }
        int kind = one();
        return switch (kind) {
            case '+' -> new Reply.Simple(line());
            case '-' -> new Reply.Err(line());
            case ':' -> new Reply.Int(number());
            case ',' -> new Reply.Dbl(line());
            case '(' -> new Reply.BigNumber(line());
            case '#' -> new Reply.Bool(bool());
            case '_' -> nil();
            case '$' -> bulk();
            case '!' -> new Reply.Err(string(blob()));
            case '=' -> verbatim(string(blob()));
            case '*' -> array(depth);
            case '~' -> new Reply.Members(items(length(), 1, depth));
            case '>' -> new Reply.Push(items(length(), 1, depth));
            case '%' -> new Reply.Pairs(items(length(), 2, depth));
            case '|' -> afterAttributes(depth);
            default -> throw ProtocolException.unknownKind(kind);
        };
    }

    private Reply afterAttributes(int depth) throws IOException {
        items(length(), 2, depth);
        return read(depth);
    }

    private Reply nil() throws IOException {
        line();
        return Reply.Nil.NIL;
    }

    private boolean bool() throws IOException {
        String word = line();
        if (!word.equals("t") && !word.equals("f")) {
            throw new ProtocolException("'" + word + "' is not a boolean");
        }
        return word.equals("t");
    }

    private static Reply verbatim(String content) throws ProtocolException {
        if (content.length() < 4 || content.charAt(3) != ':') {
            throw new ProtocolException("verbatim string without a format");
        }
        return new Reply.Verbatim(content.substring(0, 3), content.substring(4));
    }

    private Reply bulk() throws IOException {
        byte[] content = blob();
        return content == null ? Reply.Nil.NIL : new Reply.Bulk(content);
    }

    private Reply array(int depth) throws IOException {
        long count = length();
        return count == -1 ? Reply.Nil.NIL : new Reply.Array(items(count, 1, depth));
    }

    /** The items of an aggregate; {@code -2} stands for one of unknown length, ended by a dot. */
    private List<Reply> items(long count, int each, int depth) throws IOException {
        if (count < -2 || count > Long.MAX_VALUE / 2) {
            throw new ProtocolException("aggregate of length " + count);
        }
        List<Reply> items = new ArrayList<>((int) Math.min(Math.max(count, 0) * each, 1024));
        for (long i = 0; count == -2 ? !ended('.') : i < count * each; i++) {
            items.add(read(depth + 1));
        }
        return items;
    }

    private boolean ended(char mark) throws IOException {
        if (next == end) {
            refill();
        }
        if (window[next] != mark) {
            return false;
        }
        next++;
        line();
        return true;
    }

    /** The bytes of a bulk; null when its length is -1. */
    private byte[] blob() throws IOException {
        long count = length();
        if (count == -1) {
            return null;
        }
        if (count == -2) {
            return streamedBlob();
        }
        if (count < 0 || count > Integer.MAX_VALUE - 16) {
            throw new ProtocolException("bulk string of length " + count);
        }
        byte[] content = exactly((int) count);
        crlf();
        return content;
    }

    private byte[] streamedBlob() throws IOException {
        byte[] whole = new byte[0];
        while (true) {
            if (one() != ';') {
                throw new ProtocolException("streamed string without a further part");
            }
            long count = length();
            if (count == 0) {
                return whole;
            }
            if (count < 0 || count > Integer.MAX_VALUE - 16 - whole.length) {
                throw new ProtocolException("streamed string part of length " + count);
            }
            byte[] part = exactly((int) count);
            crlf();
            int at = whole.length;
            whole = Arrays.copyOf(whole, at + part.length);
            System.arraycopy(part, 0, whole, at, part.length);
        }
    }

    private byte[] exactly(int count) throws IOException {
        byte[] content = new byte[Math.min(count, STEP)];
        int have = 0;
        while (have < count) {
            if (have == content.length) {
                content = Arrays.copyOf(content, (int) Math.min(count, 2L * content.length));
            }
            have += some(content, have, content.length - have);
        }
        return content;
    }

    private int some(byte[] into, int offset, int count) throws IOException {
        if (next == end) {
            if (count >= window.length) {
                int got = source.fill(into, offset, count);
                if (got < 0) {
                    throw cut();
                }
                return got;
            }
            refill();
        }
        int take = Math.min(count, end - next);
        System.arraycopy(window, next, into, offset, take);
        next += take;
        return take;
    }

    private long length() throws IOException {
        if (next == end) {
            refill();
        }
        if (window[next] == '?') {
            next++;
            crlf();
            return -2;
        }
        long length = number();
        if (length == -2) {
            throw new ProtocolException("length -2");
        }
        return length;
    }

    private long number() throws IOException {
        String digits = line();
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new ProtocolException("'" + digits + "' is not a number");
        }
    }

    private String line() throws IOException {
        int start = next;
        for (int at = next; at < end; at++) {
            if (window[at] == '\r' && at + 1 < end) {
                next = at;
                crlf();
                return new String(window, start, at - start, StandardCharsets.UTF_8);
            }
        }
        return longLine();
    }

    /** A line that does not lie whole in the window. */
    private String longLine() throws IOException {
        byte[] line = new byte[256];
        int length = 0;
        for (int b = one(); b != '\r'; b = one()) {
            if (length == LONGEST_LINE) {
                throw new ProtocolException("line longer than " + LONGEST_LINE + " bytes");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) b;
        }
        if (one() != '\n') {
            throw new ProtocolException("line not ended by CRLF");
        }
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }

    private void crlf() throws IOException {
        if (one() != '\r' || one() != '\n') {
            throw new ProtocolException("CRLF expected");
        }
    }

    private int one() throws IOException {
        if (next == end) {
            refill();
        }
        return window[next++] & 0xff;
    }

    private void refill() throws IOException {
        int got = source.fill(window, 0, window.length);
        if (got < 0) {
            throw cut();
        }
        next = 0;
        end = got;
    }

    private static EOFException cut() {
        return new EOFException("the server closed the connection");
    }

    private static String string(byte[] bytes) throws ProtocolException {
        if (bytes == null) {
            throw new ProtocolException("text of length -1");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
