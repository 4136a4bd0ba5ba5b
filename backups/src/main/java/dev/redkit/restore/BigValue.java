package dev.redkit.restore;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState;
import dev.redkit.entry.Value;
import dev.redkit.entry.ValueWalker;
import dev.redkit.redis.Slots;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Builds a value that is too big to be sent as a whole: piece by piece under a name of its own, which becomes the right
 * one when all is there. Its slot is that of the key. After an error of the server the rest is read past, not sent.
 */
final class BigValue {
    private static final int ELEMENTS = 512;
    private static final int BYTES = 1 << 20;
    /** Commands whose answers are awaited. */
    private static final int UNDER_WAY = 64;

    private final Wire wire;
    private final byte[] key;
    private final byte[] building;
    private final List<byte[]> piece = new ArrayList<>();
    private int pieceBytes;
    private byte[] verb = {};
    private int underWay;
    private Reply.Err error;

    BigValue(Wire wire, byte[] key) {
        this.wire = wire;
        this.key = key;
        this.building = temporary(key);
    }

    /** A name in the same slot; the key's own where there is none. */
    private static byte[] temporary(byte[] key) {
        byte[] before = RestoreFeed.ascii("redkit:restore:{");
        byte[] tagged = Arrays.copyOf(before, before.length + key.length + 1);
        System.arraycopy(key, 0, tagged, before.length, key.length);
        tagged[tagged.length - 1] = '}';
        if (Slots.of(tagged) == Slots.of(key)) {
            return tagged;
        }
        byte[] head = RestoreFeed.ascii("redkit:restore:");
        byte[] whole = Arrays.copyOf(head, head.length + key.length);
        System.arraycopy(key, 0, whole, head.length, key.length);
        return Slots.of(whole) == Slots.of(key) ? whole : key;
    }

    /**
     * Sends it all.
     *
     * @return the server's words when it would not take it, or null
     */
    Reply.Err send(Value value, long expireAt) throws IOException {
        send(ascii("DEL"), building);
        value.walk(new Pieces(value.kind()));
        flush();
        if (expireAt != Entry.NEVER) {
            send(ascii("PEXPIREAT"), building, ascii(Long.toString(expireAt)));
        }
        while (underWay > 0) {
            hear();
        }
        return error;
    }

    /** Gives it its name. */
    Reply rename(boolean replace) {
        if (Arrays.equals(building, key)) {
            return new Reply.Int(1);
        }
        return replace ? wire.call(ascii("RENAME"), building, key) : wire.call(ascii("RENAMENX"), building, key);
    }

    void discard() {
        wire.call(ascii("UNLINK"), building);
    }

    private static byte[] ascii(String text) {
        return RestoreFeed.ascii(text);
    }

    private void send(byte[]... words) {
        if (error != null) {
            return;
        }
        wire.send(words);
        wire.flush();
        underWay++;
        while (underWay >= UNDER_WAY) {
            hear();
        }
    }

    private void hear() {
        Reply reply = wire.read();
        underWay--;
        if (reply instanceof Reply.Err refused && error == null) {
            error = refused;
        }
    }

    private void add(byte[]... words) {
        for (byte[] word : words) {
            piece.add(word);
            pieceBytes += word.length;
        }
    }

    private boolean full() {
        return piece.size() >= ELEMENTS || pieceBytes >= BYTES;
    }

    private void flush() {
        if (piece.isEmpty()) {
            return;
        }
        byte[][] words = new byte[piece.size() + 2][];
        words[0] = verb;
        words[1] = building;
        for (int i = 0; i < piece.size(); i++) {
            words[i + 2] = piece.get(i);
        }
        send(words);
        piece.clear();
        pieceBytes = 0;
    }

    private final class Pieces implements ValueWalker {
        Pieces(Kind kind) {
            verb = switch (kind) {
                case STRING -> ascii("APPEND");
                case LIST -> ascii("RPUSH");
                case SET -> ascii("SADD");
                case ZSET -> ascii("ZADD");
                case HASH -> ascii("HSET");
                case STREAM -> ascii("XADD");
                case MODULE -> ascii("RESTORE");
            };
        }

        @Override
        public boolean takesPieces() {
            return true;
        }

        @Override
        public void text(byte[] value) {
            for (int at = 0; at < value.length; at += BYTES) {
                send(verb, building, Arrays.copyOfRange(value, at, Math.min(value.length, at + BYTES)));
            }
        }

        @Override
        public void piece(byte[] part, long offset) {
            text(part);
        }

        @Override
        public void item(byte[] item) {
            add(item);
            if (full()) {
                flush();
            }
        }

        @Override
        public void scored(byte[] member, double score) {
            add(ascii(scoreText(score)), member);
            if (full()) {
                flush();
            }
        }

        @Override
        public void field(byte[] name, byte[] value, long expireAt) {
            add(name, value);
            if (expireAt != Entry.NEVER) {
                flush();
                send(ascii("HPEXPIREAT"), building, ascii(Long.toString(expireAt)), ascii("FIELDS"), ascii("1"), name);
            } else if (full()) {
                flush();
            }
        }

        @Override
        public void message(StreamId id, byte[][] pairs) {
            add(ascii(id.toString()));
            add(pairs);
            flush();
        }

        @Override
        public void stream(StreamState state) {
            new StreamEnd(building).commands(state).forEach(words -> send(words.toArray(byte[][]::new)));
        }

        private static String scoreText(double score) {
            if (Double.isInfinite(score)) {
                return score > 0 ? "+inf" : "-inf";
            }
            return Double.toString(score);
        }
    }
}
