package dev.redkit.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A non-blocking pipe of bytes to one server. Whoever drives it waits on {@link #channel()} with a selector, for what
 * {@link #interest} says.
 */
public interface Transport extends Closeable {
    SocketChannel channel();

    /** Reads what is there: the number of bytes, 0 when nothing is there now, -1 when the server has closed. */
    int read(ByteBuffer into) throws IOException;

    /**
     * Takes as many bytes as go now. They may still wait inside ({@link #hasUnsent}): then {@link #interest} asks to
     * write, and the next read or write sends them on.
     */
    int write(ByteBuffer from) throws IOException;

    /** The selection keys to wait for, when the driver wants to read, or to write, or both. */
    int interest(boolean toRead, boolean toWrite);

    /** Whether a read would give bytes although the socket is silent (decrypted ones in a buffer). */
    boolean hasBuffered();

    /** Whether bytes that {@link #write} took have not left yet. */
    boolean hasUnsent();

    /** After the socket became readable: whether there is something for a read (and not only for TLS itself). */
    boolean arrived() throws IOException;
}
