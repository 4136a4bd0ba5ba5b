package dev.redkit.bench.recorder;

/**
 * Something that happened on a server during a run: a fork, an append-only rewrite, evictions, a change of role.
 *
 * @param at seconds since the run began
 * @param seconds how long it took; 0 for a moment
 * @param server which one
 * @param name {@code bgsave}, {@code fork}, {@code evicted}, …, or the name that its latency monitor gave it
 * @param detail a figure about it, for people
 */
public record ServerEvent(double at, double seconds, String server, String name, String detail) {}
