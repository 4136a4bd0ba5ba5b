package dev.redkit.bench.engine;

import dev.redkit.bench.recorder.Interval;
import dev.redkit.bench.workload.Encoder;
import dev.redkit.failure.Unreachable;
import dev.redkit.target.Address;
import dev.redkit.wire.Reply;
import dev.redkit.wire.ReplyScanner;
import dev.redkit.wire.Transport;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** One connection of a loop: requests are encoded into its buffer, replies are matched with them in order. */
final class Connection implements ReplyScanner.Listener, Closeable {
    private final Line line;
    private final Transport transport;
    private final Loop loop;
    private final SelectionKey key;
    private final ReplyScanner scanner = new ReplyScanner(this);
    private final InFlight inFlight;
    private byte[] out;
    private ByteBuffer outgoing;
    private int filled;
    private boolean writing;
    private boolean closed;
    /** Whether another one is on its way to take this one's place. */
    private boolean replaced;
    /** The one that takes this one's place once its last replies are here; null while there is none. */
    private Connection successor;
    /** Whether the loop will flush it before it waits. */
    boolean dirty;

    Connection(Line line, Loop loop, Selector selector, int mostInFlight, int buffer) throws IOException {
        this.line = line;
        this.transport = line.transport();
        this.loop = loop;
        this.inFlight = new InFlight(mostInFlight);
        this.out = new byte[buffer];
        this.outgoing = ByteBuffer.wrap(out);
        this.key = transport.channel().register(selector, transport.interest(true, false), this);
    }

    /** What it was made from, to be made again. */
    Line line() {
        return line;
    }

    private Address server() {
        return line.target().address();
    }

    /** Says that another one will take its place; false when that was said before. */
    boolean replaceOnce() {
        boolean first = !replaced;
        replaced = true;
        return first;
    }

    void succeededBy(Connection other) {
        successor = other;
    }

    Connection successor() {
        return successor;
    }

    int waiting() {
        return inFlight.size();
    }

    InFlight inFlight() {
        return inFlight;
    }

    boolean isOpen() {
        return !closed;
    }

    /** Whether there is room for one more request of that length, and a place to remember it. */
    boolean takes(long length, int most) {
        if (closed || inFlight.size() >= most) {
            return false;
        }
        if (out.length - filled < length && outgoing.position() > 0) {
            int rest = filled - outgoing.position();
            System.arraycopy(out, outgoing.position(), out, 0, rest);
            outgoing.position(0);
            filled = rest;
        }
        if (filled == 0 && out.length < length) {
            out = new byte[Math.toIntExact(length)];
            outgoing = ByteBuffer.wrap(out);
        }
        return out.length - filled >= length;
    }

    void encode(Encoder encoder, int op, long due, long now) {
        filled = encoder.encode(out, filled);
        inFlight.add(op, due, now);
    }

    void copy(byte[] request, int length, int op, long due, long now) {
        System.arraycopy(request, 0, out, filled, length);
        filled += length;
        inFlight.add(op, due, now);
    }

    /** Sends what the connection takes now; the rest goes when the selector says so. */
    void flush() throws IOException {
        dirty = false;
        if (closed) {
            return;
        }
        outgoing.limit(filled);
        if (outgoing.hasRemaining() || transport.hasUnsent()) {
            loop.interval().bytesSent += transport.write(outgoing);
        }
        boolean rest = outgoing.hasRemaining() || transport.hasUnsent();
        if (!outgoing.hasRemaining()) {
            outgoing.clear();
            filled = 0;
        }
        if (rest != writing) {
            writing = rest;
            key.interestOps(transport.interest(true, rest));
        }
    }

    /** What the selector found. */
    void ready() throws IOException {
        if (closed) {
            return;
        }
        if (key.isWritable()) {
            flush();
        }
        if (key.isReadable()) {
            receive();
        }
    }

    void receive() throws IOException {
        ByteBuffer input = loop.input();
        do {
            input.clear();
            int got = transport.read(input);
            if (got < 0) {
                throw new EOFException();
            }
            if (got == 0) {
                return;
            }
            loop.interval().bytesReceived += got;
            loop.replied(System.nanoTime());
            scanner.scan(loop.window(), 0, got);
        } while (!input.hasRemaining() || transport.hasBuffered());
    }

    @Override
    public void fine(int count) {
        Interval interval = loop.interval();
        for (int left = count; left > 0; ) {
            int alike = oldest(left);
            interval.op(inFlight.op()).answered(inFlight.intended(), inFlight.sent(), loop.now(), alike);
            inFlight.take(alike);
            left -= alike;
        }
        loop.answered(count);
    }

    @Override
    public void error(Reply.Err error) {
        oldest(1);
        loop.interval().op(inFlight.op()).failed(inFlight.intended(), loop.now(), 1);
        inFlight.take(1);
        loop.refused(error);
        loop.answered(1);
    }

    private int oldest(int most) {
        if (inFlight.size() == 0) {
            throw new Unreachable(server() + " sent a reply that no command asked for");
        }
        return inFlight.alike(most);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        key.cancel();
        transport.close();
    }
}
