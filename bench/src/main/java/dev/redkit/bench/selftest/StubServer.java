package dev.redkit.bench.selftest;

import dev.redkit.target.Address;
import dev.redkit.target.Target;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Says {@code +OK} to every command and does nothing else, on one thread of this process: as fast as a server can be. It can
 * be made to stall, as a server does that is stopped. It knows the requests of one program, well formed, and nobody else may
 * connect but from this machine.
 */
final class StubServer implements Closeable {
    private static final int WINDOW = 64 * 1024;
    private static final byte[] OK = "+OK\r\n".getBytes(StandardCharsets.US_ASCII);

    /** The first command is HELLO; who is refused it asks no more questions. */
    private static final byte[] REFUSED = "-ERR unknown command\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocketChannel listener;
    private final Selector selector;
    private final AtomicLong stall = new AtomicLong();
    private final byte[] window = new byte[WINDOW];
    private final ByteBuffer input = ByteBuffer.wrap(window);
    private volatile boolean closed;

    private StubServer() throws IOException {
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        listener.configureBlocking(false);
        selector = Selector.open();
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    static StubServer start() throws IOException {
        StubServer server = new StubServer();
        Thread thread = new Thread(server::work, "bench-stub");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    Target target() throws IOException {
        int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
        return Target.standalone(Address.of("127.0.0.1", port)).protocol(2).build();
    }

    /** From now on it answers nothing for that long. */
    void stallFor(long nanos) {
        stall.set(nanos);
        selector.wakeup();
    }

    private void work() {
        try {
            while (!closed) {
                selector.select();
                long pause = stall.getAndSet(0);
                for (long end = System.nanoTime() + pause; pause > 0 && System.nanoTime() < end; ) {
                    LockSupport.parkNanos(end - System.nanoTime());
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    serve(key);
                }
                selector.selectedKeys().clear();
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            closed = true;
        }
    }

    private void serve(SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            SocketChannel channel = listener.accept();
            if (channel != null) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.register(selector, SelectionKey.OP_READ, new Client());
            }
            return;
        }
        Client client = (Client) key.attachment();
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            if (key.isReadable()) {
                int got = channel.read(input.clear());
                if (got < 0) {
                    channel.close();
                    return;
                }
                client.read(window, got);
            }
            boolean rest = client.write(channel);
            key.interestOps(SelectionKey.OP_READ | (rest ? SelectionKey.OP_WRITE : 0));
        } catch (IOException e) {
            channel.close();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        listener.close();
    }

    /** Counts the commands of one connection: arrays of bulk strings, cut anywhere. */
    private static final class Client {
        private long arguments;
        private long skip;
        private long number;
        private int kind;
        private long owed;
        private boolean greeted;
        private ByteBuffer out = ByteBuffer.allocate(0);

        void read(byte[] bytes, int count) {
            for (int at = 0; at < count; ) {
                if (skip > 0) {
                    int step = (int) Math.min(skip, count - at);
                    skip -= step;
                    at += step;
                    if (skip == 0 && arguments == 0) {
                        owed++;
                    }
                    continue;
                }
                header(bytes[at++]);
            }
        }

        private void header(byte one) {
            switch (one) {
                case '*', '$' -> {
                    kind = one;
                    number = 0;
                }
                case '\r' -> {
                    // The line ends with the next byte.
                }
                case '\n' -> {
                    if (kind == '*') {
                        arguments = number;
                    } else {
                        arguments--;
                        skip = number + 2;
                    }
                }
                default -> number = number * 10 + (one - '0');
            }
        }

        /** Whether something is left to write. */
        boolean write(SocketChannel channel) throws IOException {
            if (!greeted && owed > 0) {
                greeted = true;
                owed--;
                channel.write(ByteBuffer.wrap(REFUSED));
            }
            if (!out.hasRemaining() && owed > 0) {
                int replies = (int) Math.min(owed, WINDOW / OK.length);
                if (out.capacity() == 0) {
                    out = ByteBuffer.allocate(WINDOW);
                    while (out.remaining() >= OK.length) {
                        out.put(OK);
                    }
                }
                out.position(0).limit(replies * OK.length);
                owed -= replies;
            }
            channel.write(out);
            return out.hasRemaining() || owed > 0;
        }
    }
}
