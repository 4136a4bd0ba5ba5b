package dev.redkit.region;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A stretch of an opened file. Whoever opened the file closes it, once for all the regions of it; they only look at it,
 * from any number of threads.
 *
 * @param name what to call the file before a user
 * @param offset where it begins in the file
 */
public record Region(String name, FileChannel channel, long offset, long length) implements Closeable {

    /** The whole of a file, which the caller closes. */
    public static Region of(Path file) {
        if (Files.isDirectory(file)) {
            throw new UsageError(file + " is a directory, not a file");
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            return new Region(file.toString(), channel, 0, channel.size());
        } catch (IOException e) {
            throw new UsageError("cannot read " + file + ": " + Reason.of(e), null, e);
        }
    }

    /** A part of it. What lies outside is refused, and called what the caller calls it. */
    public Region slice(long start, long bytes, String what) {
        if (start < 0 || bytes < 0 || start > length || bytes > length - start) {
            throw BadInput.at(
                    name,
                    offset,
                    what + " would take bytes " + Long.toUnsignedString(start) + " and the "
                            + Long.toUnsignedString(bytes) + " after it, but there are only " + length);
        }
        return new Region(name, channel, offset + start, bytes);
    }

    /** Fills the buffer from a place in this region; the caller has checked that so much is there. */
    public void read(long at, ByteBuffer into) {
        long position = offset + at;
        try {
            while (into.hasRemaining()) {
                int got = channel.read(into, position);
                if (got < 0) {
                    throw BadInput.at(name, position, "the file ends, though it was longer before,");
                }
                position += got;
            }
        } catch (IOException e) {
            throw new BadInput("reading " + name + " failed at byte " + position + ": " + Reason.of(e), null, e);
        }
    }

    /** Some of it on the heap: for what is small, like headers. */
    public byte[] bytes(long at, int count, String what) {
        slice(at, count, what);
        byte[] bytes = new byte[count];
        read(at, ByteBuffer.wrap(bytes));
        return bytes;
    }

    /** Its bytes from first to last. */
    public InputStream open() {
        return new RegionStream(this);
    }

    /** Closes the file. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
