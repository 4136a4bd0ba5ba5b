package dev.redkit.parquet;

import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Optional;
import org.apache.parquet.bytes.ByteBufferAllocator;

/**
 * Room for what the library holds at once, and may be larger than the heap: a row group still packed, a page. It is in
 * temporary files, which are gone when this is closed. What is small is on the heap.
 */
final class Aside implements ByteBufferAllocator, Closeable {
    /** The library asks for a row group in pieces of so many bytes. */
    static final int PIECE = 8 << 20;

    private static final int MOST_IN_MEMORY = 1 << 20;
    private static final int CHUNK = 64 << 10;

    private final String file;
    private final Deque<ByteBuffer> free = new ArrayDeque<>();
    private final IdentityHashMap<ByteBuffer, ByteBuffer> taken = new IdentityHashMap<>();
    private Optional<FileChannel> pieces = Optional.empty();

    Aside(String file) {
        this.file = file;
    }

    private static FileChannel channel() throws IOException {
        return FileChannel.open(
                Files.createTempFile("redkit", ".spool"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    private CannotWrite failed(IOException e) {
        return new CannotWrite(
                "reading " + file + " needs a temporary file, which failed: " + Reason.of(e),
                "java.io.tmpdir, or TMPDIR, names the folder",
                e);
    }

    @Override
    public ByteBuffer allocate(int size) {
        if (size <= MOST_IN_MEMORY) {
            return ByteBuffer.allocate(size);
        }
        ByteBuffer piece = free(size);
        ByteBuffer part = piece.slice(0, size);
        taken.put(part, piece);
        return part;
    }

    private ByteBuffer free(int size) {
        for (Iterator<ByteBuffer> all = free.iterator(); all.hasNext(); ) {
            ByteBuffer piece = all.next();
            if (piece.capacity() >= size) {
                all.remove();
                return piece;
            }
        }
        return another(Math.max(size, PIECE));
    }

    /** Written before it is mapped: a full disk then is an exception, and not the end of the process. */
    private ByteBuffer another(int size) {
        try {
            FileChannel channel = pieces.isPresent() ? pieces.get() : channel();
            pieces = Optional.of(channel);
            long start = channel.size();
            byte[] nothing = new byte[CHUNK];
            for (int done = 0; done < size; done += CHUNK) {
                write(channel, ByteBuffer.wrap(nothing, 0, Math.min(CHUNK, size - done)), start + done);
            }
            return channel.map(MapMode.READ_WRITE, start, size);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void release(ByteBuffer part) {
        ByteBuffer piece = taken.remove(part);
        if (piece != null) {
            free.push(piece);
        }
    }

    @Override
    public boolean isDirect() {
        return false;
    }

    /** As much of a page as comes, but no more than that. */
    ByteBuffer page(InputStream in, int most) throws IOException {
        byte[] chunk = new byte[CHUNK];
        int done = 0;
        try (FileChannel page = channel()) {
            while (done < most) {
                int got = in.readNBytes(chunk, 0, Math.min(most - done, CHUNK));
                if (got == 0) {
                    break;
                }
                write(page, ByteBuffer.wrap(chunk, 0, got), done);
                done += got;
            }
            return page.map(MapMode.READ_ONLY, 0, done);
        }
    }

    private void write(FileChannel channel, ByteBuffer bytes, long start) {
        try {
            for (long at = start; bytes.hasRemaining(); ) {
                at += channel.write(bytes, at);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            if (pieces.isPresent()) {
                pieces.get().close();
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
