package dev.redkit.lane;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Chunks that are answered, but perhaps not on the replicas yet. {@code WAIT} at the end of each chunk asks for that, and
 * answers when it is so. What a master has taken and not passed on is lost when a replica takes its place.
 */
final class Confirmation {
    private final String replicas;
    private final Deque<Chunk> answered = new ArrayDeque<>();

    /** Null when nobody asks for replicas. */
    static Confirmation by(int replicas) {
        return replicas == 0 ? null : new Confirmation(replicas);
    }

    private Confirmation(int replicas) {
        this.replicas = Integer.toString(replicas);
    }

    /** Adds the question to a chunk. It is answered when so many have everything, or not at all. */
    void ask(Chunk chunk) {
        chunk.buffer.command("WAIT", replicas, "0");
        chunk.end(Chunk.WAIT, 0, false);
    }

    /** Keeps a chunk whose commands are all answered. */
    void keep(Chunk chunk) {
        answered.add(chunk);
    }

    /** Lets all of them go: they are where they should be. */
    void confirmed(Consumer<Chunk> action) {
        answered.forEach(action);
        answered.clear();
    }

    Iterable<Chunk> chunks() {
        return answered;
    }
}
