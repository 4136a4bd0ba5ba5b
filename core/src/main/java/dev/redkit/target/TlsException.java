package dev.redkit.target;

import javax.net.ssl.SSLException;

/** What the wire itself sees go wrong with TLS, below the level of certificates and alerts. */
public final class TlsException extends SSLException {
    private static final long serialVersionUID = 1L;

    /** What was seen. */
    public enum Kind {
        /** The first bytes of the answer belong to no TLS record. */
        NOT_TLS,
        /** The server took the connection and never answered the handshake. */
        SILENT,
        /** The server closed in the middle of the handshake. */
        CUT,
        /** The server closed after the handshake, before it said anything. */
        CUT_AFTER_HANDSHAKE
    }

    private final Kind kind;

    public TlsException(Kind kind, Throwable cause) {
        super(kind.toString(), cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
