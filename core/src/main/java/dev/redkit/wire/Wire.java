package dev.redkit.wire;

import dev.redkit.failure.Failure;
import dev.redkit.failure.Unreachable;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.target.TlsFault;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One connection to one server, speaking RESP: for what is short-lived (a ping, a call) or follows the server closely
 * (MONITOR, replication). Not for use by several threads. What goes wrong is a {@link Failure} that names the server; a
 * wire that has failed stays failed, since nobody knows any more which reply belongs to which command.
 */
public final class Wire implements Closeable {
    private static final int LARGE = 1024 * 1024;
    private static final int PIECE = 64 * 1024;

    private final Target target;
    private final Transport transport;
    private final Readiness readiness;
    private final ReplyReader replies = new ReplyReader(this::fill);
    private final CommandBuffer pending = new CommandBuffer(1024);
    private final Deque<Reply.Push> pushes = new ArrayDeque<>();
    private Consumer<Reply.Push> onPush = pushes::add;
    private Hello hello;
    private Duration timeout;
    private long deadline;
    private boolean broken;
    /** The reply that is being read part by part. */
    private IncomingParts incoming;

    private Wire(Target target, Transport transport, Readiness readiness) {
        this.target = target;
        this.transport = transport;
        this.readiness = readiness;
        this.timeout = target.timeout();
    }

    /** Connects to the one server of a standalone target and introduces itself: AUTH, SELECT, CLIENT SETNAME. */
    public static Wire open(Target target) {
        Dialer.Line line = Dialer.dial(target);
        Wire wire = new Wire(target, line.transport(), line.readiness());
        try {
            wire.hello = Handshake.perform(wire, target);
            return wire;
        } catch (Failure e) {
            wire.close();
            throw e;
        }
    }

    /** What the server said of itself when we met. */
    public Hello hello() {
        return hello;
    }

    public Address address() {
        return target.address();
    }

    /** How long a reply may take from now on. */
    public void timeout(Duration value) {
        timeout = value;
    }

    /** Where pushes go that arrive between replies; without a listener they wait for {@link #next}. */
    public void onPush(Consumer<Reply.Push> listener) {
        onPush = listener;
    }

    /** Sends one command and waits for its reply, whatever it is; an error reply is returned, not thrown. */
    public Reply call(String... command) {
        send(command);
        return read();
    }

    /** The same for arguments of any bytes. */
    public Reply call(byte[]... command) {
        send(command);
        return read();
    }

    /** Sends one command and waits for its reply; an error reply becomes a failure. */
    public Reply demand(String... command) {
        Reply reply = call(command);
        if (reply instanceof Reply.Err error) {
            throw Refusal.failure(error, command[0] + " on " + address());
        }
        return reply;
    }

    /** Adds a command to what the next {@link #flush} or {@link #read} sends. */
    public void send(String... command) {
        pending.command(command);
    }

    /** The same for arguments of any bytes; large ones are sent at once, without a copy. */
    public void send(byte[]... command) {
        pending.begin(command.length);
        for (byte[] arg : command) {
            if (arg.length < LARGE) {
                pending.arg(arg);
            } else {
                pending.beginArg(arg.length);
                flush();
                writeAll(ByteBuffer.wrap(arg));
                pending.endOfArg();
            }
        }
    }

    /**
     * The same for one large argument among small ones; it is sent at once, without a copy: best from a direct buffer,
     * because the JDK copies what lies on the heap.
     */
    public void send(List<byte[]> before, ByteBuffer large, List<byte[]> after) {
        pending.begin(before.size() + 1 + after.size());
        before.forEach(pending::arg);
        pending.beginArg(large.remaining());
        flush();
        writeAll(large);
        pending.endOfArg();
        after.forEach(pending::arg);
    }

    /** The same for commands that are RESP already. */
    public void send(CommandBuffer commands) {
        pending.raw(commands.array(), 0, commands.length());
    }

    /**
     * In pieces, each within the timeout; in small ones from the heap, because the JDK copies all that it is given to
     * write into memory of its own.
     */
    private void writeAll(ByteBuffer bytes) {
        int piece = bytes.isDirect() ? LARGE : PIECE;
        try {
            for (int at = bytes.position(); at < bytes.limit(); at += piece) {
                deadline = Readiness.deadline(timeout);
                write(bytes.slice(at, Math.min(piece, bytes.limit() - at)));
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Sends what waits, within the timeout. */
    public void flush() {
        usable();
        deadline = Readiness.deadline(timeout);
        try {
            writePending();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The next reply to a command. Pushes that arrive first go to their listener. */
    public Reply read() {
        flush();
        try {
            while (true) {
                Reply reply = replies.read();
                if (!(reply instanceof Reply.Push push)) {
                    return reply;
                }
                onPush.accept(push);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * The next reply, part by part as it comes; of a string no more than so many bytes are kept. Nothing else can be
     * read before it has been read, or passed over, to its end.
     */
    public Parts parts(int longest) {
        flush();
        try {
            while (true) {
                ReplyReader.Head head = replies.head(longest, 0);
                IncomingParts parts = new IncomingParts(replies, this::failed, head, longest, 0);
                if (head.kind() != Parts.Kind.PUSH) {
                    incoming = parts;
                    return parts;
                }
                onPush.accept((Reply.Push) parts.whole());
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * The next reply, of which a string goes into the array instead of one of its own: an integer then says how long it
     * is. Of one that is longer than the array the rest is passed over.
     */
    public Reply readInto(byte[] array) {
        flush();
        try {
            while (true) {
                Reply reply = replies.readInto(array);
                if (!(reply instanceof Reply.Push push)) {
                    return reply;
                }
                onPush.accept(push);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The next thing the server says, push or reply; empty when it says nothing for that long (zero: when nothing is here). */
    public Optional<Reply> next(Duration wait) {
        if (!pushes.isEmpty()) {
            return Optional.of(pushes.remove());
        }
        flush();
        try {
            if (!replies.hasBuffered() && !readable(wait)) {
                return Optional.empty();
            }
            deadline = Readiness.deadline(timeout);
            return Optional.of(replies.read());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Hands the connection to whoever drives it alone from now on (a lane). This wire must not be used any more. */
    public Transport detach() {
        usable();
        if (pending.length() > 0 || replies.hasBuffered()) {
            throw new IllegalStateException("a wire with something under way cannot be handed on");
        }
        broken = true;
        try {
            readiness.close();
        } catch (IOException e) {
            throw failed(e);
        }
        return transport;
    }

    private boolean readable(Duration wait) throws IOException {
        if (transport.hasBuffered()) {
            return true;
        }
        if (wait.isZero()) {
            return readiness.now(transport.interest(true, false)) && transport.arrived();
        }
        long until = Readiness.deadline(wait);
        try {
            do {
                readiness.await(transport.interest(true, false), until);
            } while (!transport.arrived());
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private void writePending() throws IOException {
        write(ByteBuffer.wrap(pending.array(), 0, pending.length()));
        pending.clear();
    }

    private void write(ByteBuffer out) throws IOException {
        while (out.hasRemaining() || transport.hasUnsent()) {
            if (transport.write(out) == 0 && (out.hasRemaining() || transport.hasUnsent())) {
                readiness.await(transport.interest(false, true), deadline);
            }
        }
    }

    private int fill(byte[] into, int offset, int count) throws IOException {
        ByteBuffer window = ByteBuffer.wrap(into, offset, count);
        if (incoming != null) {
            // Whoever reads part by part may have been away: somebody was looking at a page.
            deadline = Readiness.deadline(timeout);
        }
        while (true) {
            int got = transport.read(window);
            if (got != 0) {
                // A long reply may take longer than the timeout, as long as it keeps coming.
                deadline = Readiness.deadline(timeout);
                return got;
            }
            readiness.await(transport.interest(true, false), deadline);
        }
    }

    private void usable() {
        if (broken) {
            throw new IllegalStateException("the wire to " + address() + " has failed or was handed on");
        }
        if (incoming != null) {
            if (!incoming.isDone()) {
                throw new IllegalStateException("a reply of " + address() + " has not been read to its end");
            }
            incoming = null;
        }
    }

    private Unreachable failed(IOException cause) {
        close();
        return explain(cause, target, timeout, hello != null);
    }

    /** The sentence for a connection that broke after it stood; {@code met} says whether the server ever answered. */
    static Unreachable explain(IOException cause, Target target, Duration timeout, boolean met) {
        Address address = target.address();
        Optional<Unreachable> fault = target.tls().flatMap(tls -> TlsFault.explain(cause, address, tls));
        if (fault.isPresent()) {
            return fault.get();
        }
        if (cause instanceof SocketTimeoutException) {
            return new Unreachable(
                    "no reply from " + address + " within " + timeout.toMillis()
                            + " ms, although it took the connection",
                    "the server may be stopped or busy; wait longer with --timeout",
                    cause);
        }
        String hint = target.tls().isEmpty() && !met ? "if the port is TLS, add --tls" : null;
        if (cause instanceof EOFException) {
            return new Unreachable(address + " closed the connection", hint, cause);
        }
        return new Unreachable("connection to " + address + " failed: " + cause.getMessage(), hint, cause);
    }

    @Override
    public void close() {
        broken = true;
        try (transport) {
            readiness.close();
        } catch (IOException e) {
            // The connection is given up; how its end went changes nothing for anybody.
            return;
        }
    }
}
