package dev.redkit.wire;

/**
 * What a server says of itself in the first exchange; empty texts where it is too old to say.
 *
 * @param server {@code redis}, {@code valkey}, …
 * @param version its version
 * @param protocol the RESP version in use from now on
 * @param mode {@code standalone}, {@code cluster} or {@code sentinel}
 * @param role {@code master} or {@code replica}
 */
public record Hello(String server, String version, int protocol, String mode, String role) {
    static final Hello SILENT = new Hello("", "", 2, "", "");
}
