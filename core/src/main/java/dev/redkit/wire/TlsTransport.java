package dev.redkit.wire;

import dev.redkit.target.Target;
import dev.redkit.target.TlsException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * TLS by the JDK's engine. The handshake waits; afterwards nothing does. Encrypted bytes that the socket does not take
 * stay here and show as interest in writing; what TLS says on its own (session tickets, key updates, alerts) is dealt
 * with inside a read or a write.
 */
final class TlsTransport implements Transport {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    /** Records per buffer: a 64 KiB chunk of a lane becomes four records and goes out in one write. */
    private static final int RECORDS = 5;

    private final SocketChannel channel;
    private final SSLEngine engine;
    /** Encrypted, from the socket; between calls ready to be drained. */
    private final ByteBuffer in;
    /** Encrypted, for the socket; between calls ready to be drained. */
    private final ByteBuffer out;
    /** Decrypted, when the reader's own buffer could not hold a record; ready to be drained. */
    private ByteBuffer plain;

    private boolean closedByServer;
    private boolean heard;
    private boolean seen;

    private TlsTransport(SocketChannel channel, SSLEngine engine) {
        this.channel = channel;
        this.engine = engine;
        int packet = engine.getSession().getPacketBufferSize();
        in = ByteBuffer.allocateDirect(RECORDS * packet).flip();
        out = ByteBuffer.allocateDirect(RECORDS * packet).flip();
        plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                .flip();
    }

    static Transport handshake(SocketChannel channel, Readiness readiness, Target target, long deadline)
            throws IOException {
        SSLEngine engine = target.tlsContext().orElseThrow().engine(target.address());
        TlsTransport transport = new TlsTransport(channel, engine);
        try {
            engine.beginHandshake();
            transport.shakeHands(readiness, deadline);
            return transport;
        } catch (SocketTimeoutException e) {
            throw transport.seen ? e : new TlsException(TlsException.Kind.SILENT, e);
        } catch (SSLException e) {
            transport.sayGoodbye();
            throw e;
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new TlsException(TlsException.Kind.CUT, e);
        }
    }

    private void shakeHands(Readiness readiness, long deadline) throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_WRAP -> {
                    wrap(NOTHING);
                    while (!flushed()) {
                        readiness.await(SelectionKey.OP_WRITE, deadline);
                    }
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (unwrap(plain.clear()).getStatus() == Status.BUFFER_UNDERFLOW && !received()) {
                        readiness.await(SelectionKey.OP_READ, deadline);
                    }
                    plain.flip();
                    if (closedByServer) {
                        throw new TlsException(TlsException.Kind.CUT, new EOFException());
                    }
                }
                case NEED_TASK -> runTasks();
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
        }
    }

    @Override
    public SocketChannel channel() {
        return channel;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int start = into.position();
        if (!plain.hasRemaining()) {
            decryptInto(into);
            if (into.position() == start) {
                decryptOne();
            }
        }
        drainPlain(into);
        int count = into.position() - start;
        return count == 0 && closedByServer && into.hasRemaining() ? -1 : count;
    }

    @Override
    public boolean arrived() throws IOException {
        if (!plain.hasRemaining()) {
            decryptOne();
        }
        return plain.hasRemaining() || closedByServer;
    }

    private void drainPlain(ByteBuffer into) {
        int count = Math.min(plain.remaining(), into.remaining());
        if (count > 0) {
            int limit = plain.limit();
            into.put(plain.limit(plain.position() + count));
            plain.limit(limit);
        }
    }

    /** Decrypts what is there, straight into {@code into} while it has room for a whole record. */
    private void decryptInto(ByteBuffer into) throws IOException {
        flushed();
        int start = into.position();
        while (!closedByServer && into.remaining() >= plain.capacity()) {
            SSLEngineResult result = unwrap(into);
            switch (result.getStatus()) {
                case BUFFER_UNDERFLOW -> {
                    // Not read again after a success: the reader has something to do already.
                    if (into.position() > start || !received()) {
                        return;
                    }
                }
                case BUFFER_OVERFLOW -> {
                    return;
                }
                default -> {
                    if (!settled()) {
                        return;
                    }
                }
            }
        }
    }

    /** Decrypts one record of data into {@link #plain}, if a whole one is there. */
    private void decryptOne() throws IOException {
        flushed();
        while (!closedByServer && !plain.hasRemaining()) {
            SSLEngineResult result = unwrap(plain.clear());
            plain.flip();
            switch (result.getStatus()) {
                case BUFFER_UNDERFLOW -> {
                    if (!received()) {
                        return;
                    }
                }
                case BUFFER_OVERFLOW ->
                    plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                            .flip();
                default -> {
                    if (!settled()) {
                        return;
                    }
                }
            }
        }
    }

    private SSLEngineResult unwrap(ByteBuffer sink) throws IOException {
        if (!seen && in.hasRemaining()) {
            int first = in.get(in.position());
            if (first < 0x14 || first > 0x17) {
                throw new TlsException(TlsException.Kind.NOT_TLS, null);
            }
            seen = true;
        }
        SSLEngineResult result = engine.unwrap(in, sink);
        heard |= result.bytesProduced() > 0;
        closedByServer |= result.getStatus() == Status.CLOSED;
        return result;
    }

    /** Takes in what the socket has; false when that is nothing now. */
    private boolean received() throws IOException {
        in.compact();
        try {
            int got = channel.read(in);
            if (got < 0) {
                // No close_notify: RESP knows by itself whether something is missing.
                closedByServer = true;
                mustHaveBeenHeard(new EOFException());
            }
            return got != 0;
        } catch (SSLException e) {
            throw e;
        } catch (IOException e) {
            mustHaveBeenHeard(e);
            throw e;
        } finally {
            in.flip();
        }
    }

    /**
     * In TLS 1.3 our side has finished before the server looks at our certificate; a server that then cuts, cuts here.
     */
    private void mustHaveBeenHeard(IOException cause) throws TlsException {
        if (!heard && engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) {
            throw new TlsException(TlsException.Kind.CUT_AFTER_HANDSHAKE, cause);
        }
    }

    /** Does what TLS itself needs after a record; false when it has to send something and cannot now. */
    private boolean settled() throws IOException {
        while (!closedByServer) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> {
                    if (wrap(NOTHING).getStatus() == Status.BUFFER_OVERFLOW && !flushed()) {
                        return false;
                    }
                }
                default -> {
                    return true;
                }
            }
        }
        return true;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int start = from.position();
        try {
            flushed();
            while (from.hasRemaining()) {
                SSLEngineResult result = wrap(from);
                if (result.getStatus() == Status.CLOSED) {
                    throw new EOFException("the server closed the connection");
                }
                if (result.getStatus() == Status.BUFFER_OVERFLOW && !flushed() && room() < packet()) {
                    break;
                }
                if (!settled()) {
                    break;
                }
            }
            flushed();
        } catch (SSLException e) {
            throw e;
        } catch (IOException e) {
            lastWords();
            throw e;
        }
        return from.position() - start;
    }

    /** The server closed while we wrote: if it said why, that is the better exception. */
    private void lastWords() throws SSLException {
        try {
            decryptOne();
        } catch (SSLException e) {
            throw e;
        } catch (IOException e) {
            // It did not say; the failed write is what there is to tell.
            return;
        }
    }

    private int packet() {
        return engine.getSession().getPacketBufferSize();
    }

    private int room() {
        return out.capacity() - out.remaining();
    }

    private SSLEngineResult wrap(ByteBuffer from) throws SSLException {
        out.compact();
        try {
            return engine.wrap(from, out);
        } finally {
            out.flip();
        }
    }

    /** Gives the socket what it takes of the encrypted bytes; whether that was all. */
    private boolean flushed() throws IOException {
        if (out.hasRemaining()) {
            channel.write(out);
        }
        return !out.hasRemaining();
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    @Override
    public int interest(boolean toRead, boolean toWrite) {
        boolean write = toWrite || out.hasRemaining();
        return (toRead ? SelectionKey.OP_READ : 0) | (write ? SelectionKey.OP_WRITE : 0);
    }

    @Override
    public boolean hasBuffered() {
        return plain.hasRemaining() || holdsRecord();
    }

    /** Whether a whole record was received and not decrypted yet: type(1) version(2) length(2) content. */
    private boolean holdsRecord() {
        return in.remaining() >= 5 && in.remaining() - 5 >= (in.getShort(in.position() + 3) & 0xffff);
    }

    @Override
    public boolean hasUnsent() {
        return out.hasRemaining();
    }

    /** Tells the server that we end (close_notify or an alert), as far as the socket takes it now. */
    private void sayGoodbye() {
        try {
            engine.closeOutbound();
            wrap(NOTHING);
            flushed();
        } catch (IOException e) {
            // The other side is gone already.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            sayGoodbye();
            channel.close();
        }
    }
}
