package dev.redkit.wire;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A reply that is taken apart from its front to its end, so that it need not be held as a whole: it may still be on its
 * way. Of each part only the one that was asked for last can be used; asking for the next passes over what is left of it.
 */
public interface Parts {
    /** What a part is. */
    enum Kind {
        SCALAR,
        ARRAY,
        SET,
        MAP,
        PUSH
    }

    Kind kind();

    /** How many parts were announced, of a map keys and values alike; -1 when the server did not say. */
    long size();

    /** The value of a scalar, null of what has parts. A very long string may be cut: see {@link #length}. */
    Reply scalar();

    /** How many bytes a string has, cut or not; 0 for what is none. */
    long length();

    /** Whether there is a further part. */
    boolean hasNext();

    /** The next part. */
    Parts next();

    /** Passes over what is left. */
    void skip();

    /** What is left, in memory. For parts that are known to be small. */
    default Reply whole() {
        if (kind() == Kind.SCALAR) {
            return scalar();
        }
        List<Reply> items = new ArrayList<>();
        while (hasNext()) {
            items.add(next().whole());
        }
        return switch (kind()) {
            case SET -> new Reply.Members(items);
            case MAP -> new Reply.Pairs(items);
            case PUSH -> new Reply.Push(items);
            case ARRAY, SCALAR -> new Reply.Array(items);
        };
    }

    /** The parts of a reply that is here already. */
    static Parts of(Reply reply) {
        return new Held(reply);
    }

    /** A reply in memory. */
    final class Held implements Parts {
        private final Reply reply;
        private final Kind kind;
        private final Iterator<Reply> items;

        private Held(Reply reply) {
            this.reply = reply;
            kind = kindOf(reply);
            items = kind == Kind.SCALAR
                    ? List.<Reply>of().iterator()
                    : reply.items().iterator();
        }

        private static Kind kindOf(Reply reply) {
            if (reply instanceof Reply.Array) {
                return Kind.ARRAY;
            } else if (reply instanceof Reply.Members) {
                return Kind.SET;
            } else if (reply instanceof Reply.Pairs) {
                return Kind.MAP;
            }
            return reply instanceof Reply.Push ? Kind.PUSH : Kind.SCALAR;
        }

        @Override
        public Kind kind() {
            return kind;
        }

        @Override
        public long size() {
            return kind == Kind.SCALAR ? 0 : reply.items().size();
        }

        @Override
        public Reply scalar() {
            return kind == Kind.SCALAR ? reply : null;
        }

        @Override
        public long length() {
            return reply instanceof Reply.Bulk bulk ? bulk.bytes().length : 0;
        }

        @Override
        public boolean hasNext() {
            return items.hasNext();
        }

        @Override
        public Parts next() {
            return of(items.next());
        }

        @Override
        public void skip() {
            while (items.hasNext()) {
                items.next();
            }
        }
    }
}
