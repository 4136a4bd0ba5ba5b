package dev.redkit.grouping;

import dev.redkit.failure.CannotWrite;
import dev.redkit.mapping.Change;
import dev.redkit.rdb.ShortCopy;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * The part of the keys that share some bits of their hash, in a file that has no name any more: first written, then read
 * once or twice. A key can come in several groups, which are in the order of the records.
 *
 * <pre>
 *   group:  length of the key, number of changes (i32 each), structure (u8), the key, changes
 *   change: record (i64), length (i32), {@link ChangeBody}
 * </pre>
 */
final class Partition implements Closeable {
    static final int GROUP_HEAD = 9;
    static final int CHANGE_HEAD = 12;

    private static final int BUFFER = 16 << 10;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final FileChannel file;
    private byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private long size;
    private long expanded;
    private byte[] onlyKey;
    private boolean manyKeys;

    Partition(FileChannel file) {
        this.file = file;
    }

    /** What an {@link Arena} at most needs to hold it. */
    long expanded() {
        return expanded;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Whether all of it belongs to one key: then cutting it further is of no use. */
    boolean hasOneKey() {
        return !manyKeys;
    }

    /**
     * A group of one change, which is encoded right here; false, and nothing is done, when it may be too large for that.
     *
     * @param body the most bytes that the change can take
     */
    boolean single(long record, Change change, int body, ChangeBody bodies) throws IOException {
        int length = change.keyLength();
        long most = (long) body + GROUP_HEAD + CHANGE_HEAD + length;
        if (most > buffer.length) {
            return false;
        }
        room((int) most);
        group(Arena.code(change.structure()), 1, change.keyArray(), change.keyOffset(), length);
        int start = at;
        at = bodies.write(change, buffer, start + CHANGE_HEAD);
        LONGS.set(buffer, start, record);
        INTS.set(buffer, start + Long.BYTES, at - start - CHANGE_HEAD);
        size += at - start;
        expanded += Arena.CHANGE_HEAD + at - start - CHANGE_HEAD;
        return true;
    }

    /** Starts a group; so many changes must follow. */
    void group(byte structure, int changes, byte[] array, int offset, int length) throws IOException {
        room(GROUP_HEAD);
        INTS.set(buffer, at, length);
        INTS.set(buffer, at + 4, changes);
        buffer[at + 8] = structure;
        at += GROUP_HEAD;
        put(array, offset, length);
        size += GROUP_HEAD + length;
        if (onlyKey == null) {
            onlyKey = Arrays.copyOfRange(array, offset, offset + length);
            expanded = (long) Arena.KEY_HEAD + Arena.TABLE_SHARE + length;
        } else if (manyKeys || !Arrays.equals(onlyKey, 0, onlyKey.length, array, offset, offset + length)) {
            manyKeys = true;
            expanded += (long) Arena.KEY_HEAD + Arena.TABLE_SHARE + length;
        }
    }

    void change(long record, byte[] array, int offset, int length) throws IOException {
        room(CHANGE_HEAD);
        LONGS.set(buffer, at, record);
        INTS.set(buffer, at + 8, length);
        at += CHANGE_HEAD;
        put(array, offset, length);
        size += CHANGE_HEAD + length;
        expanded += Arena.CHANGE_HEAD + length;
    }

    private void room(int length) throws IOException {
        if (buffer.length - at < length) {
            drain();
        }
    }

    private void put(byte[] array, int offset, int length) throws IOException {
        if (length > buffer.length - at) {
            drain();
            if (length > buffer.length) {
                write(ByteBuffer.wrap(array, offset, length));
                return;
            }
        }
        ShortCopy.copy(array, offset, buffer, at, length);
        at += length;
    }

    private void drain() throws IOException {
        write(ByteBuffer.wrap(buffer, 0, at));
        at = 0;
    }

    private void write(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new CannotWrite(
                    "cannot keep records in a temporary file: " + e.getMessage(),
                    "make room there, or name another place in TMPDIR",
                    e);
        }
    }

    /** Ends writing; nothing is in memory then. */
    void written() throws IOException {
        drain();
        buffer = new byte[0];
    }

    /** Starts reading from the front. */
    void rewind() throws IOException {
        file.position(0);
        buffer = new byte[BUFFER];
        at = 0;
        end = 0;
    }

    /** Makes sure of so many bytes; false at the very end. */
    private boolean fill(int length) throws IOException {
        if (end - at >= length) {
            return true;
        }
        System.arraycopy(buffer, at, buffer, 0, end - at);
        end -= at;
        at = 0;
        while (end < length) {
            int read = file.read(ByteBuffer.wrap(buffer, end, buffer.length - end));
            if (read < 0) {
                if (end == 0) {
                    return false;
                }
                throw new EOFException("a temporary file ended early");
            }
            end += read;
        }
        return true;
    }

    /** Goes to the next group; its key must be taken next, then each of its changes. */
    boolean nextGroup(Group group) throws IOException {
        if (!fill(GROUP_HEAD)) {
            return false;
        }
        int length = (int) INTS.get(buffer, at);
        group.changes = (int) INTS.get(buffer, at + 4);
        group.structure = buffer[at + 8];
        at += GROUP_HEAD;
        if (group.key.length < length) {
            group.key = new byte[Math.max(length, 2 * group.key.length)];
        }
        group.length = length;
        take(group.key, 0, length);
        return true;
    }

    /** The record of the next change; then {@link #length} and {@link #take}. */
    long record() throws IOException {
        fill(CHANGE_HEAD);
        return (long) LONGS.get(buffer, at);
    }

    /** The length of its body. */
    int length() {
        int length = (int) INTS.get(buffer, at + 8);
        at += CHANGE_HEAD;
        return length;
    }

    /** Copies the next bytes. */
    void take(byte[] to, int offset, int length) throws IOException {
        int here = Math.min(length, end - at);
        System.arraycopy(buffer, at, to, offset, here);
        at += here;
        while (here < length) {
            int read = file.read(ByteBuffer.wrap(to, offset + here, length - here));
            if (read < 0) {
                throw new EOFException("a temporary file ended early");
            }
            here += read;
        }
    }

    @Override
    public void close() throws IOException {
        buffer = new byte[0];
        file.close();
    }

    /** The head of a group that was read. */
    static final class Group {
        byte[] key = new byte[64];
        int length;
        int changes;
        byte structure;
    }
}
