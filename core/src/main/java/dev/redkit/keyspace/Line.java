package dev.redkit.keyspace;

import dev.redkit.target.Target;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Questions to one server, several on their way at once, answered in their order. In RESP2, whose replies are plain. */
final class Line implements Closeable {
    private static final Map<String, byte[]> WORDS = new HashMap<>();
    private static final byte[] ASKING = word("ASKING");

    private final Wire wire;
    private boolean asking;

    private Line(Wire wire) {
        this.wire = wire;
    }

    static Line to(Target server) {
        return new Line(Wire.open(server.but().protocol(2).build()));
    }

    /** The bytes of a word of a command; the same array each time. */
    static byte[] word(String text) {
        synchronized (WORDS) {
            return WORDS.computeIfAbsent(text, t -> t.getBytes(StandardCharsets.US_ASCII));
        }
    }

    static byte[] number(long value) {
        return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether each question is about a slot that is on its way to this server. Not while one is under way. */
    void asking(boolean value) {
        asking = value;
    }

    void ask(byte[]... command) {
        if (asking) {
            wire.send(ASKING);
        }
        wire.send(command);
    }

    /** Sends what was asked, so that the server works while something else is done here. */
    void flush() {
        wire.flush();
    }

    Reply answer() {
        if (asking) {
            wire.read();
        }
        return wire.read();
    }

    @Override
    public void close() {
        wire.close();
    }
}
