/**
 * A real redis-server that nobody had to install. {@link dev.redkit.embedded.EmbeddedServer} lives as long as its
 * parent and not two seconds longer, whatever kills that parent; {@link dev.redkit.embedded.KeptServer} stays until it
 * is told to stop. Both run the statically linked binaries of the embedded-redis jar, listen on loopback or on a unix
 * socket only, and have a random password that is never on a command line.
 *
 * <p>These binaries are Redis 7.0.15 with libc's malloc and without TLS: memory figures and TLS need another server.
 */
package dev.redkit.embedded;
