package dev.redkit.take;

import dev.redkit.failure.BadInput;
import dev.redkit.io.BlockStream;
import dev.redkit.target.Target;
import dev.redkit.wire.Transport;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * What comes on a replication link: lines, then the RDB file, whose end is known by its length or by a mark that follows
 * it. A stream that breaks off before that end is an {@link EOFException}, never a short read. {@link #close} may be
 * called by any thread, and ends a read that waits.
 */
final class ReplicaStream extends BlockStream {
    private static final int WINDOW = 256 << 10;
    private static final int LONGEST_LINE = 1024;
    private static final int MARK = 40;
    private static final String MARKED = "$EOF:";

    private final Transport transport;
    private final Target target;
    private final long silenceMillis;
    private final Selector selector;
    private final SelectionKey key;
    private final byte[] window = new byte[WINDOW];
    private int at;
    private int end;
    /** Null when the length is known. */
    private byte[] mark;

    private long length = -1;
    private long left;
    private boolean marked;
    private long received;

    ReplicaStream(Transport transport, Target target, Duration silence) throws IOException {
        this.transport = transport;
        this.target = target;
        this.silenceMillis = silence.toMillis();
        this.selector = transport.channel().provider().openSelector();
        this.key = transport.channel().register(selector, 0);
    }

    void send(String command) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(Replication.ascii(command));
        while (out.hasRemaining() || transport.hasUnsent()) {
            if (transport.write(out) == 0 && (out.hasRemaining() || transport.hasUnsent())) {
                await(false);
            }
        }
    }

    /** The next line that says something: empty ones only say that the server is still busy. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (at == end) {
                fill();
            }
            char one = (char) (window[at++] & 0xff);
            if (one == '\n' && line.length() > 0) {
                return line.toString();
            }
            if (one != '\r' && one != '\n') {
                line.append(one);
            }
            if (line.length() > LONGEST_LINE) {
                throw new BadInput(target + " sends what is no answer to PSYNC: " + line.substring(0, 60) + "…");
            }
        }
    }

    /** Understands the line before the file. */
    void begin(String header) {
        if (header.startsWith(MARKED) && header.length() == MARKED.length() + MARK) {
            mark = header.substring(MARKED.length()).getBytes(StandardCharsets.ISO_8859_1);
            return;
        }
        try {
            length = header.startsWith("$") ? Long.parseLong(header.substring(1)) : -1;
        } catch (NumberFormatException e) {
            length = -1;
        }
        if (length < 0) {
            throw new BadInput(target + " sends what is no answer to PSYNC: " + header);
        }
        left = length;
    }

    long length() {
        return length;
    }

    boolean whole() {
        return mark == null ? left == 0 : marked;
    }

    long received() {
        return received;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        int there = there();
        while (there == 0) {
            if (whole()) {
                return -1;
            }
            fill();
            there = there();
        }
        int taken = Math.min(count, there);
        System.arraycopy(window, at, into, offset, taken);
        at += taken;
        left -= mark == null ? taken : 0;
        received += taken;
        return taken;
    }

    /**
     * How many bytes of the window belong to the file for certain. The last forty may be the mark; they are when they
     * look like it, since the server says nothing more after it.
     */
    private int there() {
        if (mark == null) {
            return (int) Math.min(left, end - at);
        }
        if (!marked && end - at >= MARK && Arrays.equals(window, end - MARK, end, mark, 0, MARK)) {
            marked = true;
            end -= MARK;
        }
        return marked ? end - at : Math.max(0, end - at - MARK);
    }

    private void fill() throws IOException {
        System.arraycopy(window, at, window, 0, end - at);
        end -= at;
        at = 0;
        while (true) {
            int got = transport.read(ByteBuffer.wrap(window, end, window.length - end));
            if (got < 0) {
                throw new EOFException("the server closed it");
            }
            if (got > 0) {
                end += got;
                return;
            }
            await(true);
        }
    }

    private void await(boolean toRead) throws IOException {
        long deadline = System.nanoTime() + silenceMillis * 1_000_000;
        do {
            try {
                key.interestOps(transport.interest(toRead, !toRead));
                long wait = (deadline - System.nanoTime()) / 1_000_000;
                if (wait <= 0) {
                    throw new SocketTimeoutException("the server was silent for " + silenceMillis / 1000 + " s");
                }
                selector.select(wait);
                selector.selectedKeys().clear();
            } catch (ClosedSelectorException | CancelledKeyException e) {
                throw new ClosedChannelException();
            }
            if (Thread.interrupted()) {
                throw new InterruptedIOException("stopped");
            }
        } while (toRead && !transport.arrived());
    }

    @Override
    public void close() {
        try (transport) {
            selector.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
