package dev.redkit.tail;

/**
 * One thing that went by. There is one object of this class for all messages of a source, filled anew for each: whoever
 * wants to keep something copies it. What it means differs by source:
 *
 * <pre>
 * source      channel        pattern    id         payload
 * channels    channel        the one it was subscribed by, with --pattern
 * keyspace    key                                  event
 * stream      stream's key              entry id   fields as JSON, or one field
 * MONITOR     client                               command
 * </pre>
 */
public final class Message {
    private final Slice channel = new Slice();
    private final Slice pattern = new Slice();
    private final Slice payload = new Slice();
    private final Slice id = new Slice();
    private String node = "";
    private long micros;

    public Slice channel() {
        return channel;
    }

    public Slice pattern() {
        return pattern;
    }

    public Slice payload() {
        return payload;
    }

    public Slice id() {
        return id;
    }

    /** The server that it came from. */
    public String node() {
        return node;
    }

    public void node(String value) {
        node = value;
    }

    /** When it was read (or, in MONITOR, when the server ran it), in microseconds since 1970. */
    public long micros() {
        return micros;
    }

    public void micros(long value) {
        micros = value;
    }
}
