package dev.redkit.tail;

import dev.redkit.failure.Unreachable;
import dev.redkit.target.Target;
import dev.redkit.wire.CommandBuffer;
import dev.redkit.wire.Transport;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;

/**
 * The bytes of a connection on which the server talks unasked: a window that grows with a large message and shrinks after it, and the waiting
 * for more. For one thread.
 */
public final class Link implements Closeable {
    /** So much is read at once. */
    private static final int WINDOW = 256 * 1024;
    /** Of the window at first; a new one costs as much as what it is to hold, so it grows late, and shrinks later. */
    private static final int SMALLEST = 4 * WINDOW;

    private static final int KEPT = 32 * WINDOW;
    /** So much is looked at before the connection is read again. */
    private static final int SLICE = 256 * 1024;
    /** So much may wait to be looked at. */
    private static final long BACKLOG =
            Math.min(128L << 20, Math.max(WINDOW, Runtime.getRuntime().maxMemory() / 10));

    private final Target target;
    private final Transport transport;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteScanner scanner;
    private final long largest;
    private byte[] window = new byte[SMALLEST];
    private ByteBuffer input = ByteBuffer.wrap(window);
    private int start;
    private int filled;
    private long total;
    /** Whether something waits that was not looked at. */
    private boolean behind;

    private IOException ended;
    /** True at first: what the handshake left in a TLS buffer shows in no selector. */
    private boolean readable = true;

    public Link(Wire wire, Target target, ByteScanner scanner, long largest) {
        this.target = target;
        this.transport = wire.detach();
        this.scanner = scanner;
        this.largest = largest;
        try {
            this.selector = transport.channel().provider().openSelector();
            this.key = transport.channel().register(selector, SelectionKey.OP_READ);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** Sends a command whose arguments after its name are these; reads what comes while the connection takes no more. */
    public void send(String command, List<byte[]> names, Runnable meanwhile) {
        CommandBuffer buffer = new CommandBuffer(1024);
        buffer.begin(names.size() + 1).arg(command);
        names.forEach(buffer::arg);
        write(ByteBuffer.wrap(buffer.array(), 0, buffer.length()), meanwhile);
    }

    /** How many bytes have come so far. */
    public long total() {
        return total;
    }

    public void ping() {
        CommandBuffer buffer = new CommandBuffer(16).command("PING");
        write(ByteBuffer.wrap(buffer.array(), 0, buffer.length()), () -> {});
    }

    private void write(ByteBuffer out, Runnable meanwhile) {
        try {
            while (out.hasRemaining() || transport.hasUnsent()) {
                if (transport.write(out) == 0 && out.hasRemaining()) {
                    meanwhile.run();
                }
            }
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /**
     * Waits that long for bytes, and hands on what is in them; how many came. What the connection holds is always read
     * before what was read is looked at: a flood waits here, up to a limit, and not in the server, which would cut it off.
     */
    public long receive(long millis, Traffic traffic, Runnable stamp) {
        try {
            if (!behind && !readable && !transport.hasBuffered() && !await(millis)) {
                return 0;
            }
            long all = 0;
            // Not for ever: the caller has to look at the time, too.
            for (int round = 0; round < 16 && (round == 0 || behind || readable); round++) {
                all += drain();
                synchronized (traffic) {
                    stamp.run();
                    scan();
                    traffic.pause();
                }
            }
            if (ended != null && !behind) {
                throw ended;
            }
            return all;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** Reads until nothing is there for the moment, or enough waits to be looked at. */
    private long drain() throws IOException {
        long all = 0;
        readable = ended == null;
        while (readable && filled - start < Math.max(BACKLOG, scanner.needed())) {
            makeRoom();
            int room = Math.min(WINDOW, window.length - filled);
            int got = read(room);
            all += Math.max(0, got);
            readable = got == room || (got > 0 && transport.hasBuffered());
        }
        return all;
    }

    private boolean await(long millis) throws IOException {
        int wanted = transport.interest(true, false);
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
        if (selector.select(millis) == 0) {
            if (Thread.interrupted()) {
                throw new InterruptedIOException("interrupted");
            }
            return false;
        }
        selector.selectedKeys().clear();
        return transport.arrived();
    }

    /** The end of the connection is kept for later: what came before it is still to be seen. */
    private int read(int room) {
        // In pieces, because the JDK reads into memory of its own, as large as what it may read.
        input.limit(filled + room).position(filled);
        try {
            int got = transport.read(input);
            if (got < 0) {
                ended = new EOFException("the server closed the connection");
                return got;
            }
            filled += got;
            total += got;
            return got;
        } catch (IOException e) {
            ended = e;
            return -1;
        }
    }

    /** Looks at the next slice of what waits. */
    private void scan() throws IOException {
        int end = Math.min(filled, start + SLICE);
        int used = scanner.scan(window, start, end);
        if (used == start && end < filled) {
            end = filled;
            used = scanner.scan(window, start, end);
        }
        start = used;
        behind = end < filled;
        if (start == filled) {
            start = 0;
            filled = 0;
            if (window.length > KEPT) {
                resize(SMALLEST);
            }
        }
    }

    /** Room behind what waits: by moving it to the front if that is cheap, else in a larger window. */
    private void makeRoom() throws IOException {
        if (filled < window.length) {
            return;
        }
        if (start >= window.length / 2) {
            System.arraycopy(window, start, window, 0, filled - start);
            filled -= start;
            start = 0;
            return;
        }
        long most = Math.max(BACKLOG, largest) * 2L + WINDOW;
        if (window.length >= most) {
            throw new IOException("a message that does not end");
        }
        // For a message whose size is known, at once as much as it takes.
        long wanted = scanner.needed() > window.length ? scanner.needed() + WINDOW : 2L * window.length;
        resize((int) Math.min(Math.min(most, wanted), Integer.MAX_VALUE - 16));
    }

    private void resize(int length) {
        byte[] other = new byte[length];
        System.arraycopy(window, start, other, 0, filled - start);
        filled -= start;
        start = 0;
        window = other;
        input = ByteBuffer.wrap(window);
    }

    private Unreachable lost(IOException cause) {
        close();
        String how = cause instanceof EOFException
                ? target.address() + " closed the connection"
                : "connection to " + target.address() + " lost: " + cause.getMessage();
        return new Unreachable(how, null, cause);
    }

    @Override
    public void close() {
        try (transport) {
            if (selector != null) {
                selector.close();
            }
        } catch (IOException e) {
            // The connection is given up; how its end went changes nothing for anybody.
            filled = 0;
        }
    }
}
