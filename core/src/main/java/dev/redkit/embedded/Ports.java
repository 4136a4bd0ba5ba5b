package dev.redkit.embedded;

import dev.redkit.failure.Unreachable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Free ports on loopback. Free means: a moment ago; who starts a server on one must be ready to try another. */
final class Ports {
    static final int ATTEMPTS = 5;

    /** A cluster node speaks to the others on its port plus this. */
    private static final int CLUSTER_BUS = 10_000;

    private Ports() {}

    /** Whether a server did not start because somebody else has its port. */
    static boolean wasTaken(Unreachable failure) {
        return failure.getMessage().contains("Failed listening on port");
    }

    static int free(boolean withClusterBus) throws IOException {
        for (int attempt = 0; attempt < 200; attempt++) {
            int port = any();
            if (!withClusterBus || (port + CLUSTER_BUS <= 65_535 && isFree(port + CLUSTER_BUS))) {
                return port;
            }
        }
        throw new IOException("no free port on 127.0.0.1");
    }

    private static int any() throws IOException {
        try (ServerSocket socket = bind(0)) {
            return socket.getLocalPort();
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = bind(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
