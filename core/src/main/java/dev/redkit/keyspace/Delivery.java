package dev.redkit.keyspace;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.wire.Reply;
import java.io.IOException;

/** In which form small values are asked for, and to whom keys are given. */
interface Delivery {
    /** Up to how many bytes a value may be asked for as a whole. */
    long smallLimit();

    /** The command for the whole of a small value. */
    byte[][] question(Key key);

    /** Whether the expiries of a hash's fields have to be asked for besides. */
    boolean wantsFieldExpiries();

    /** Gives away a small value. */
    void deliver(Key key, long expireAt, Reply value, long[] fieldExpiries) throws IOException;

    /** Gives away a big value, to be walked. */
    void deliver(Entry entry) throws IOException;

    /** As entries. */
    record Entries(int db, EntryConsumer consumer) implements Delivery {
        private static final long SMALL = 64 << 10;

        @Override
        public long smallLimit() {
            return SMALL;
        }

        @Override
        public byte[][] question(Key key) {
            byte[] name = key.name();
            return switch (key.kind()) {
                case STRING -> new byte[][] {Line.word("GET"), name};
                case LIST -> new byte[][] {Line.word("LRANGE"), name, Line.word("0"), Line.word("-1")};
                case SET -> new byte[][] {Line.word("SMEMBERS"), name};
                case ZSET ->
                    new byte[][] {Line.word("ZRANGE"), name, Line.word("0"), Line.word("-1"), Line.word("WITHSCORES")};
                case HASH -> new byte[][] {Line.word("HGETALL"), name};
                case STREAM ->
                    // With COUNT 0 all messages and all pending ones, at one moment.
                    new byte[][] {
                        Line.word("XINFO"),
                        Line.word("STREAM"),
                        name,
                        Line.word("FULL"),
                        Line.word("COUNT"),
                        Line.word("0")
                    };
                case MODULE -> new byte[][] {Line.word("DUMP"), name};
            };
        }

        @Override
        public boolean wantsFieldExpiries() {
            return true;
        }

        @Override
        public void deliver(Key key, long expireAt, Reply value, long[] fieldExpiries) throws IOException {
            consumer.accept(new Entry(db, key.name(), expireAt, new HeldValue(key.kind(), value, fieldExpiries)));
        }

        @Override
        public void deliver(Entry entry) throws IOException {
            consumer.accept(entry);
        }
    }

    /** As payloads of DUMP, up to a size that the server and this program can hold easily. */
    record Dumps(int db, DumpConsumer consumer) implements Delivery {
        private static final long SMALL = 8 << 20;

        @Override
        public long smallLimit() {
            return SMALL;
        }

        @Override
        public byte[][] question(Key key) {
            return new byte[][] {Line.word("DUMP"), key.name()};
        }

        @Override
        public boolean wantsFieldExpiries() {
            return false;
        }

        @Override
        public void deliver(Key key, long expireAt, Reply value, long[] fieldExpiries) throws IOException {
            consumer.accept(new Dump(db, key.name(), expireAt, StreamReplies.bytes(value)));
        }

        @Override
        public void deliver(Entry entry) throws IOException {
            consumer.accept(entry);
        }
    }

    /** Only their names, after a look at their types. */
    interface OnlyNames extends Delivery {
        void deliver(byte[] name) throws IOException;

        @Override
        default long smallLimit() {
            return 0;
        }

        @Override
        default byte[][] question(Key key) {
            throw new IllegalStateException("nothing is asked but names");
        }

        @Override
        default boolean wantsFieldExpiries() {
            return false;
        }

        @Override
        default void deliver(Key key, long expireAt, Reply value, long[] fieldExpiries) {
            throw new IllegalStateException("there is a name only");
        }

        @Override
        default void deliver(Entry entry) {
            throw new IllegalStateException("there is a name only");
        }
    }

    /** Whether a reply to {@link #question} says that there is no such key any more. */
    default boolean isNothing(Kind kind, Reply value) {
        return HeldValue.isNothing(wantsFieldExpiries() ? kind : Kind.MODULE, value);
    }
}
