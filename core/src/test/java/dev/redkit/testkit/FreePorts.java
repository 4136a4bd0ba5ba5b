package dev.redkit.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.BitSet;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of loopback for listeners that start later, or again. They lie below those that kernels give to outgoing
 * connections: one of these could take the port while its server is down.
 */
final class FreePorts {
    private static final int FIRST = 10_000;
    private static final int LAST = 32_000;

    /** One that was given may be free for a while, until its server starts, or starts again. */
    private static final BitSet GIVEN = new BitSet(LAST);

    private FreePorts() {}

    /** A port that nobody listens on, a moment ago. */
    static synchronized int any() {
        if (GIVEN.cardinality() > (LAST - FIRST) / 2) {
            GIVEN.clear();
        }
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (!GIVEN.get(port) && isFree(port)) {
                GIVEN.set(port);
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
