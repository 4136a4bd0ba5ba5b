package dev.redkit.wire;

import java.io.IOException;
import java.util.Locale;

/** The other side does not speak RESP, or stopped speaking it. */
public final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    public ProtocolException(String message) {
        super(message);
    }

    /** A byte that starts no reply. TLS alerts (0x15) and HTTP answers are recognised: people do mistake ports. */
    static ProtocolException unknownKind(int kind) {
        return new ProtocolException(
                switch (kind) {
                    case 0x15, 0x16 -> "the server speaks TLS on this port";
                    case 'H' -> "the server seems to speak HTTP on this port";
                    default -> String.format(Locale.ROOT, "byte 0x%02x starts no RESP reply", kind);
                });
    }
}
