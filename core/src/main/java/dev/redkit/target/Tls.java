package dev.redkit.target;

import java.nio.file.Path;

/**
 * How to trust and to be trusted. Empty values mean: the system's certificate authorities, no client certificate, the
 * host's own name.
 *
 * @param caCert PEM file of authorities to trust instead of the system's, or null
 * @param cert PEM file of the client's certificate chain, or null
 * @param key PEM file of the client's private key, or null
 * @param sni the name to ask for and to check, when it is not the host, or null
 * @param insecure trust any certificate: the connection is encrypted, but nobody knows with whom
 */
public record Tls(Path caCert, Path cert, Path key, String sni, boolean insecure) {
    /** The system's authorities, no client certificate. */
    public static final Tls DEFAULT = new Tls(null, null, null, null, false);
}
