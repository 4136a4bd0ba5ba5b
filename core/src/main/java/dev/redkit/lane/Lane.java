package dev.redkit.lane;

import dev.redkit.failure.Unreachable;
import dev.redkit.target.Address;
import dev.redkit.wire.Reply;
import dev.redkit.wire.ReplyScanner;
import dev.redkit.wire.Transport;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ObjIntConsumer;

/** One connection with many commands under way: chunks go out in order, replies come back in the same order. */
final class Lane implements Closeable, ReplyScanner.Listener {
    /** Who hears what became of each command. */
    interface Listener {
        void accepted(int count);

        void error(Lane lane, Chunk chunk, int command, Reply.Err error);

        /** Answered without an error, after one that has to go again: so does this one, to keep its place. */
        void tooEarly(Chunk chunk, int command);
    }

    /** Some milliseconds of work for a server. */
    private static final int MANY = 4_000;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Address server;
    private final Transport transport;
    private final SelectionKey key;
    private final LaneLimits limits;
    private final Listener listener;
    private final ReplyScanner scanner = new ReplyScanner(this);
    private final byte[] window = new byte[64 * 1024];
    private final ByteBuffer input = ByteBuffer.wrap(window);

    private final Deque<Chunk> unanswered = new ArrayDeque<>();
    private final Deque<Chunk> unsent = new ArrayDeque<>();
    private final Deque<Chunk> spare = new ArrayDeque<>();
    private Chunk filling;
    private long bytesUnderWay;
    private int commandsUnderWay;
    private boolean full;
    private boolean goesBack;
    private Identity identity;
    /** Null when nobody minds how long answers take. */
    private Gauge gauge;

    /** Null when an answer is enough. */
    private Confirmation confirmation;
    /** What was answered instead of a confirmation. */
    private Reply.Err unconfirmed;

    private int mostBytes;
    private int mostCommands;
    /** True at first: what the handshake left in a TLS buffer shows in no selector. */
    private boolean readable = true;

    private long bytesSent;
    private long bytesReceived;

    Lane(Address server, Transport transport, Selector selector, LaneLimits limits, Listener listener) {
        this.server = server;
        this.transport = transport;
        this.mostBytes = limits.bytes();
        this.mostCommands = limits.commands();
        this.limits = limits;
        this.listener = listener;
        try {
            this.key = transport.channel().register(selector, SelectionKey.OP_READ, this);
        } catch (ClosedChannelException e) {
            throw new Unreachable(server + " closed the connection", null, e);
        }
    }

    Address server() {
        return server;
    }

    /** What the server calls this connection, if that was asked. */
    void known(Identity asked) {
        identity = asked;
    }

    Identity identity() {
        return identity;
    }

    /** From the command that was just refused, everything that is under way goes again. */
    void goBack() {
        goesBack = true;
    }

    /** All that was under way is answered: what is sent from now on counts again. */
    void goAhead() {
        goesBack = false;
    }

    boolean goesBack() {
        return goesBack;
    }

    /** The smallest place of a command that is not answered, or not confirmed. */
    long firstOpen() {
        long[] first = {Long.MAX_VALUE};
        if (confirmation != null) {
            forEachOpen((chunk, command) -> first[0] = Math.min(first[0], chunk.place(command)));
            return first[0];
        }
        for (Chunk chunk : unanswered) {
            for (int i = chunk.answered; i < chunk.count; i++) {
                if (!chunk.isOwn(i)) {
                    return chunk.place(i);
                }
            }
        }
        return Long.MAX_VALUE;
    }

    /** All commands that are not answered, or not confirmed, in their order. */
    void forEachOpen(ObjIntConsumer<Chunk> action) {
        if (confirmation != null) {
            confirmation.chunks().forEach(chunk -> forEachOpen(chunk, 0, action));
        }
        unanswered.forEach(chunk -> forEachOpen(chunk, confirmation == null ? chunk.answered : 0, action));
    }

    private static void forEachOpen(Chunk chunk, int first, ObjIntConsumer<Chunk> action) {
        for (int i = first; i < chunk.count; i++) {
            if (!chunk.isOwn(i) && !chunk.isJudged(i)) {
                action.accept(chunk, i);
            }
        }
    }

    /** Counts no answer before the replicas have the command; before any is sent. */
    void confirm(Confirmation by) {
        confirmation = by;
    }

    long bytesSent() {
        return bytesSent;
    }

    long bytesReceived() {
        return bytesReceived;
    }

    int commandsUnderWay() {
        return commandsUnderWay;
    }

    boolean idle() {
        return commandsUnderWay == 0 && unsent.isEmpty() && (filling == null || filling.buffer.length() == 0);
    }

    /** Whether it has room for further commands. Once full, it takes none until a good part is answered. */
    boolean accepts() {
        int part = full ? 3 : 4;
        full = bytesUnderWay * 4 >= (long) mostBytes * part || commandsUnderWay * 4L >= (long) mostCommands * part;
        return !full || (commandsUnderWay == 0 && bytesUnderWay == 0);
    }

    /** The chunk to add commands to. */
    Chunk chunk() {
        if (filling == null) {
            filling = spare.isEmpty() ? new Chunk() : spare.pop();
        }
        return filling;
    }

    /** A whole command was added to {@link #chunk()}. */
    void added(long index, long place, boolean repeatable) {
        filling.end(index, place, repeatable);
        commandsUnderWay++;
        if (filling.full()) {
            seal();
        }
    }

    /** A command of our own was added, which belongs to the next one. */
    void addedOwn() {
        filling.end(Chunk.OWN, 0, false);
        commandsUnderWay++;
    }

    /** A piece of a big command was added to {@link #chunk()}, which held nothing else. */
    void addedPart() {
        filling.partial = true;
        seal();
    }

    /** What was added so far may go out. */
    void seal() {
        if (filling == null || filling.buffer.length() == 0) {
            return;
        }
        boolean endsBig = filling.partial && filling.count > 0;
        if (confirmation != null && endsBig) {
            // The question cannot be part of a piece.
            enqueue();
            chunk();
        }
        if (confirmation != null && !filling.partial) {
            confirmation.ask(filling);
            commandsUnderWay++;
        }
        enqueue();
    }

    private void enqueue() {
        bytesUnderWay += filling.buffer.length();
        unsent.add(filling);
        unanswered.add(filling);
        filling = null;
    }

    /** Writes what the connection takes now; whether it took anything. */
    boolean send() throws IOException {
        if (unsent.isEmpty()) {
            return transport.interest(false, false) != 0 && transport.write(NOTHING.duplicate()) > 0;
        }
        boolean any = false;
        while (!unsent.isEmpty()) {
            Chunk chunk = unsent.peek();
            int taken = transport.write(chunk.rest());
            chunk.written += taken;
            bytesSent += taken;
            any |= taken > 0;
            if (!chunk.sent()) {
                return any;
            }
            if (gauge != null) {
                chunk.writtenAt = System.nanoTime();
            }
            unsent.remove();
            release();
        }
        return any;
    }

    /** Reads and judges the replies that were said to be there; whether there were any. */
    boolean receive() throws IOException {
        if (!readable) {
            return false;
        }
        boolean any = false;
        do {
            input.clear();
            int got = transport.read(input);
            if (got < 0) {
                throw new EOFException("the server closed the connection");
            }
            any |= got > 0;
            bytesReceived += got;
            scanner.scan(window, 0, got);
            if (unconfirmed != null) {
                throw new IOException("its replicas do not confirm: " + unconfirmed.message());
            }
            readable = got == window.length || transport.hasBuffered();
        } while (readable);
        return any;
    }

    /** The selector says that there is something to read. */
    void readable() {
        readable = true;
    }

    /** Whether it is full and will be for a while: each further reply is news that can wait for company. */
    boolean saturated() {
        return full && commandsUnderWay > MANY && gauge == null;
    }

    /** Watches how long answers take. */
    void measure(Gauge by) {
        gauge = by;
        if (gauge != null) {
            resize();
        }
    }

    private void resize() {
        mostBytes = gauge.of(limits.bytes());
        mostCommands = gauge.of(limits.commands());
    }

    /** Whether it would take more, were it not for the time that answers take. */
    boolean heldBack() {
        return gauge != null && full && gauge.holdsBack();
    }

    private void measured(Chunk chunk) {
        long now = System.nanoTime();
        gauge.sample(now - chunk.writtenAt, now);
        resize();
    }

    /** Tells the selector what to wait for. */
    void await() {
        int wanted = transport.interest(true, !unsent.isEmpty());
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    boolean hasBuffered() {
        return transport.hasBuffered();
    }

    @Override
    public void fine(int count) {
        int rest = count;
        while (rest > 0) {
            Chunk chunk = oldest();
            int here = Math.min(rest, chunk.count - chunk.answered);
            if (goesBack) {
                tooEarly(chunk, here);
            } else if (confirmation != null) {
                chunk.fine += here - chunk.own(chunk.answered, here);
            } else {
                listener.accepted(here - chunk.own(chunk.answered, here));
            }
            answered(chunk, here);
            rest -= here;
        }
    }

    private void tooEarly(Chunk chunk, int count) {
        for (int i = chunk.answered; i < chunk.answered + count; i++) {
            if (!chunk.isOwn(i)) {
                listener.tooEarly(chunk, i);
                chunk.judged(i);
            }
        }
    }

    @Override
    public void error(Reply.Err error) {
        Chunk chunk = oldest();
        if (chunk.index(chunk.answered) == Chunk.WAIT) {
            unconfirmed = error;
        }
        listener.error(this, chunk, chunk.answered, error);
        if (confirmation != null) {
            chunk.judged(chunk.answered);
        }
        answered(chunk, 1);
    }

    private Chunk oldest() {
        Chunk chunk = unanswered.peek();
        while (chunk != null && chunk.answered == chunk.count && chunk.sent()) {
            release();
            chunk = unanswered.peek();
        }
        if (chunk == null || chunk.answered == chunk.count) {
            throw new Unreachable(server + " sent a reply that no command asked for");
        }
        return chunk;
    }

    private void answered(Chunk chunk, int count) {
        chunk.answered += count;
        commandsUnderWay -= count;
        release();
    }

    /** Gives back the oldest chunks of which nothing is open any more. */
    private void release() {
        while (!unanswered.isEmpty()) {
            Chunk chunk = unanswered.peek();
            if (chunk.answered < chunk.count || !chunk.sent()) {
                return;
            }
            unanswered.remove();
            if (gauge != null) {
                measured(chunk);
            }
            if (confirmation == null) {
                recycle(chunk);
                continue;
            }
            confirmation.keep(chunk);
            boolean asked = chunk.count > 0 && chunk.index(chunk.count - 1) == Chunk.WAIT;
            if (asked && unconfirmed == null) {
                confirmation.confirmed(this::confirmed);
            }
        }
    }

    private void confirmed(Chunk chunk) {
        listener.accepted(chunk.fine);
        recycle(chunk);
    }

    private void recycle(Chunk chunk) {
        bytesUnderWay -= chunk.buffer.length();
        if (chunk.reusable() && spare.size() < 64) {
            chunk.clear();
            spare.push(chunk);
        }
    }

    @Override
    public void close() throws IOException {
        key.cancel();
        transport.close();
    }
}
