package dev.redkit.bench.pubsub;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Who sends what to whom. Message i goes to channel i modulo their number; publishers take turns behind that, so that each
 * numbers its messages to a channel without gaps.
 *
 * @param run sets the channels of this run apart from all others
 * @param size bytes of a message, its numbers included
 * @param groups for streams: each reads everything, its members share it
 * @param keep for streams: about how many entries the server keeps; 0 for all
 */
public record Traffic(
        Kind kind, String run, int channels, int publishers, int subscribers, int size, int groups, long keep) {
    /** By what messages travel. */
    public enum Kind {
        CHANNEL("PUBLISH", "SUBSCRIBE"),
        SHARDED("SPUBLISH", "SSUBSCRIBE"),
        STREAM("XADD", "XREADGROUP");

        private final String send;
        private final String receive;

        Kind(String send, String receive) {
            this.send = send;
            this.receive = receive;
        }

        public String send() {
            return send;
        }

        String receive() {
            return receive;
        }
    }

    /** The name of a channel or of a stream's key. */
    String channel(int index) {
        return "redkit:bench:" + run + ":" + index;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            names.add(channel(i));
        }
        return names;
    }

    /** What a report calls it. */
    String title() {
        return switch (kind) {
            case CHANNEL -> "pub/sub";
            case SHARDED -> "sharded pub/sub";
            case STREAM -> "streams";
        };
    }

    /** How often each message is received when none is lost. */
    public int copies() {
        return kind == Kind.STREAM ? groups : subscribers;
    }

    /** The command that sends a message, payload last. */
    byte[][] command(int channel, byte[] payload) {
        List<String> words = new ArrayList<>(List.of(kind.send, channel(channel)));
        if (kind == Kind.STREAM) {
            if (keep > 0) {
                words.addAll(List.of("MAXLEN", "~", Long.toString(keep)));
            }
            words.addAll(List.of("*", "m"));
        }
        byte[][] args = new byte[words.size() + 1][];
        for (int i = 0; i < words.size(); i++) {
            args[i] = words.get(i).getBytes(StandardCharsets.UTF_8);
        }
        args[words.size()] = payload;
        return args;
    }
}
