package dev.redkit.wire;

import dev.redkit.target.Target;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/** Holds the place of the TLS transport, which is built beside this slice. */
final class TlsTransport {
    private TlsTransport() {}

    @SuppressWarnings("DoNotCallSuggester")
    static Transport handshake(SocketChannel channel, Readiness readiness, Target target, long deadline)
            throws IOException {
        throw new IOException("TLS is not built in yet");
    }
}
