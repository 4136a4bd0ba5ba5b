package dev.redkit.tail.outlet;

import dev.redkit.failure.CannotWrite;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Bytes that wait in a temporary file, first in, first out. The file is made when it is needed, and emptied when read. */
final class Spool implements Closeable {
    private FileChannel file;
    private long read;
    private long written;

    boolean holds() {
        return read < written;
    }

    void append(byte[] bytes, int length) {
        try {
            if (file == null) {
                Path path = Files.createTempFile("redkit-tail", ".spool");
                file = FileChannel.open(
                        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            }
            ByteBuffer from = ByteBuffer.wrap(bytes, 0, length);
            while (from.hasRemaining()) {
                written += file.write(from, written);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    int read(byte[] into) {
        try {
            int got = file.read(ByteBuffer.wrap(into, 0, (int) Math.min(into.length, written - read)), read);
            read += got;
            if (read == written) {
                file.truncate(0);
                read = 0;
                written = 0;
            }
            return got;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static CannotWrite failed(IOException e) {
        return new CannotWrite(
                "the output that waits cannot be spooled: " + e.getMessage(),
                "is the disk of the temporary folder full? another one: REDKIT_OPTS=-Djava.io.tmpdir=DIR",
                e);
    }

    @Override
    public void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                // A temporary file that is done with.
                file = null;
            }
        }
    }
}
