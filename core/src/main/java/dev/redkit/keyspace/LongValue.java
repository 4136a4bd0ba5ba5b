package dev.redkit.keyspace;

import dev.redkit.entry.Kind;
import dev.redkit.entry.Value;
import dev.redkit.entry.ValueWalker;
import dev.redkit.target.Address;
import dev.redkit.wire.Reply;
import java.io.IOException;
import java.util.List;

/**
 * A big value, read in pieces while it is walked. Nothing else may be under way on its line then. At the end the key has
 * to be there still: one that was deleted meanwhile looks no other than one that ends.
 */
abstract class LongValue implements Value {
    /** Where it is read from. */
    record Origin(Line line, Address server, int db, Abilities abilities, Complaints complaints) {}

    private final Origin origin;
    private final Key key;
    private final long size;

    LongValue(Origin origin, Key key, long size) {
        this.origin = origin;
        this.key = key;
        this.size = size;
    }

    static Value of(Origin origin, Key key, long size) {
        return switch (key.kind()) {
            case STRING -> new LongText(origin, key, size);
            case LIST -> new LongList(origin, key, size);
            case SET, ZSET, HASH -> new ScannedValue(origin, key, size);
            case STREAM -> new LongStream(origin, key, size);
            case MODULE -> new ModuleValue(origin, key);
        };
    }

    /** The command that says how many elements a value has; null for a module's. */
    static byte[] sizeCommand(Kind kind) {
        return switch (kind) {
            case STRING -> Line.word("STRLEN");
            case LIST -> Line.word("LLEN");
            case SET -> Line.word("SCARD");
            case ZSET -> Line.word("ZCARD");
            case HASH -> Line.word("HLEN");
            case STREAM -> Line.word("XLEN");
            case MODULE -> null;
        };
    }

    /** Tells all pieces. */
    abstract void walkPieces(ValueWalker walker) throws IOException;

    @Override
    public final void walk(ValueWalker walker) throws IOException {
        walkPieces(walker);
        if (ask(Line.word("EXISTS"), name()).number() == 0) {
            throw new Gone(false);
        }
    }

    @Override
    public final Kind kind() {
        return key.kind();
    }

    @Override
    public final long size() {
        return size;
    }

    final byte[] name() {
        return key.name();
    }

    final Abilities abilities() {
        return origin.abilities();
    }

    final Window window() {
        return new Window(size, key.bytes());
    }

    /** One question and its answer. */
    final Reply ask(byte[]... command) throws Gone {
        origin.line().ask(command);
        return checked(origin.line().answer());
    }

    private Reply checked(Reply reply) throws Gone {
        if (reply instanceof Reply.Err error) {
            throw origin.complaints().midway(key.name(), error, origin.server());
        }
        return reply;
    }

    /** How many bytes the strings in these replies have. */
    static long bytes(List<Reply> replies) {
        long bytes = 0;
        for (Reply reply : replies) {
            if (reply instanceof Reply.Bulk bulk) {
                bytes += bulk.bytes().length + 16;
            } else if (reply instanceof Reply.Array array) {
                bytes += bytes(array.items());
            }
        }
        return bytes;
    }

    /** A module's value is its payload. */
    private static final class ModuleValue extends LongValue {
        ModuleValue(Origin origin, Key key) {
            super(origin, key, UNKNOWN);
        }

        @Override
        void walkPieces(ValueWalker walker) throws IOException {
            Reply dump = ask(Line.word("DUMP"), name());
            if (dump.isNil()) {
                throw new Gone(false);
            }
            walker.payload(StreamReplies.bytes(dump));
        }
    }
}
