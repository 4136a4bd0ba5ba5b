package dev.redkit.testkit;

/** Whether a test server is met through TLS. */
public enum TlsMode {
    OFF,
    /** The server shows a certificate. */
    SERVER,
    /** Both sides show one. */
    MUTUAL
}
