package dev.redkit.wire;

import dev.redkit.target.Target;
import java.io.IOException;
import java.nio.channels.SocketChannel;

final class TlsTransport {
    private TlsTransport() {}

    static Transport handshake(SocketChannel channel, Readiness readiness, Target target, long deadline)
            throws IOException {
        throw new IOException("TLS is on its way to " + target + " " + channel + readiness + deadline);
    }
}
