package dev.redkit.console;

import dev.redkit.io.BlockStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;

/**
 * The system's standard input, which ends when it is closed, also for a thread that waits in it: a Ctrl-C must not wait
 * for a writer that has nothing to say. A plain stream of the JDK cannot be woken, a channel can.
 */
final class StandardInput extends BlockStream {
    private final FileInputStream file;

    StandardInput(FileInputStream file) {
        this.file = file;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        FileChannel channel = file.getChannel();
        try {
            return channel.read(ByteBuffer.wrap(into, offset, length));
        } catch (ClosedChannelException e) {
            return -1;
        }
    }

    @Override
    public int available() throws IOException {
        return file.available();
    }

    @Override
    public void close() throws IOException {
        file.getChannel().close();
    }
}
