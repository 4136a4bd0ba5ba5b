package dev.redkit.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A TCP proxy on loopback that does to a connection what networks and dying servers do. The faults of each direction are
 * set on {@link #toServer()} and {@link #toClient()}, before or while bytes flow; those of the listener here. It can
 * speak TLS to its clients on behalf of a server that cannot.
 */
public final class FaultProxy implements AutoCloseable {
    private final InetSocketAddress upstream;
    private final SSLContext tls;
    private final boolean clientCertificate;
    private final Faults toServer = new Faults();
    private final Faults toClient = new Faults();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private ServerSocket listener;
    private Thread acceptor;
    private final int port;

    private FaultProxy(InetSocketAddress upstream, SSLContext tls, boolean clientCertificate) {
        this.upstream = upstream;
        this.tls = tls;
        this.clientCertificate = clientCertificate;
        this.port = FreePorts.any();
        this.listener = listen(port);
    }

    /** A proxy in front of a port on this machine. */
    public static FaultProxy to(int port) {
        return new FaultProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), null, false);
    }

    /** The same, speaking TLS to its clients; with {@code clientCertificate} they must show one of the authority. */
    public static FaultProxy tlsTo(int port, SSLContext context, boolean clientCertificate) {
        return new FaultProxy(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), context, clientCertificate);
    }

    /** Where clients connect, on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** What happens to commands. */
    public Faults toServer() {
        return toServer;
    }

    /** What happens to replies. */
    public Faults toClient() {
        return toClient;
    }

    /** How many connections there have been. */
    public int accepted() {
        return accepted.get();
    }

    /** From now on nothing listens here; connections that stand go on. */
    public synchronized void refuse() {
        closeQuietly(listener);
        try {
            // The kernel goes on listening until the thread that waits in accept() has let go of the socket.
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends {@link #refuse()}. */
    public synchronized void accept() {
        if (listener.isClosed()) {
            listener = listen(port);
        }
    }

    /** Ends every connection that stands, in good order. */
    public void cutAll() {
        sockets.forEach(FaultProxy::closeQuietly);
    }

    /** Ends every connection that stands with a TCP reset. */
    public void resetAll() {
        // All of them first: what ends one side of a connection makes the other side end in good order.
        sockets.forEach(FaultProxy::lingerNoMore);
        sockets.forEach(FaultProxy::closeQuietly);
    }

    @Override
    public void close() {
        refuse();
        toServer.clear();
        toClient.clear();
        cutAll();
    }

    private ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            acceptor = daemon("fault-proxy-listener", () -> acceptFrom(socket));
            return socket;
        } catch (IOException e) {
            throw new IllegalStateException("the proxy cannot listen on port " + port, e);
        }
    }

    private void acceptFrom(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                // At once: who refuses, and then cuts all, must meet this one too.
                sockets.add(client);
                accepted.incrementAndGet();
                daemon("fault-proxy-to-server", () -> serve(client));
            } catch (IOException e) {
                // Closed, by refuse() or close(): the loop ends.
            }
        }
    }

    private void serve(Socket raw) {
        Socket client = raw;
        Socket server = new Socket();
        try (server) {
            sockets.add(server);
            client = secured(raw);
            server.connect(upstream);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            Socket near = client;
            Thread back = daemon("fault-proxy-to-client", () -> pump(server, near, raw, toClient));
            pump(near, server, raw, toServer);
            back.join();
        } catch (IOException e) {
            // No server, or a TLS handshake that failed: the client sees its connection closed, which is the point.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeQuietly(client);
            closeQuietly(raw);
            sockets.remove(raw);
            sockets.remove(server);
        }
    }

    private Socket secured(Socket raw) throws IOException {
        if (tls == null) {
            return raw;
        }
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(raw, null, port, true);
        socket.setUseClientMode(false);
        socket.setNeedClientAuth(clientCertificate);
        socket.startHandshake();
        return socket;
    }

    /** Carries one direction of one connection to its end. A fault ends both directions. */
    private static void pump(Socket from, Socket to, Socket raw, Faults faults) {
        byte[] buffer = new byte[16 * 1024];
        long passed = 0;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                for (int done = 0; done < got; ) {
                    int step = faults.apply(buffer, done, got - done, passed);
                    out.write(buffer, done, step);
                    done += step;
                    passed += step;
                    if (faults.endsAt(passed)) {
                        end(from, to, raw, faults.endsWithReset());
                        return;
                    }
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            end(from, to, raw, false);
        }
    }

    private static void end(Socket from, Socket to, Socket raw, boolean withReset) {
        if (withReset) {
            reset(raw);
        }
        closeQuietly(from);
        closeQuietly(to);
    }

    private static void reset(Socket socket) {
        lingerNoMore(socket);
        closeQuietly(socket);
    }

    private static void lingerNoMore(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Closed already; closing it again does no harm.
            return;
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // A connection that is given up may end as it likes.
            return;
        }
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
