package dev.redkit.rdb;

import dev.redkit.entry.Entry;
import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState;
import dev.redkit.entry.Value;
import dev.redkit.entry.ValueWalker;
import java.io.IOException;

/** Leads the elements of a value into the encoder of its kind. */
final class EntryFeed {
    private EntryFeed() {}

    static void feed(Value value, DumpPayload payload) throws IOException {
        value.walk(
                switch (value.kind()) {
                    case STRING -> text(payload.string());
                    case LIST -> items(payload.list());
                    case SET -> members(payload.set());
                    case ZSET -> scored(payload.zset());
                    case HASH -> fields(payload.hash());
                    case STREAM -> messages(payload.stream());
                    case MODULE -> dumped(payload.raw());
                });
    }

    private static ValueWalker text(StringEncoder string) {
        return new ValueWalker() {
            @Override
            public void text(byte[] value) {
                string.append(value, 0, value.length);
            }
        };
    }

    private static ValueWalker items(ListEncoder list) {
        return new ValueWalker() {
            @Override
            public void item(byte[] item) {
                list.item(item, 0, item.length);
            }
        };
    }

    private static ValueWalker members(SetEncoder set) {
        return new ValueWalker() {
            @Override
            public void item(byte[] item) {
                set.member(item, 0, item.length);
            }
        };
    }

    private static ValueWalker scored(ZsetEncoder zset) {
        return new ValueWalker() {
            @Override
            public void scored(byte[] member, double score) {
                zset.member(member, 0, member.length, score);
            }
        };
    }

    private static ValueWalker fields(HashEncoder hash) {
        return new ValueWalker() {
            @Override
            public void field(byte[] name, byte[] value, long expireAt) {
                hash.field(name, 0, name.length, value, 0, value.length);
                if (expireAt != Entry.NEVER) {
                    hash.expire(expireAt);
                }
            }
        };
    }

    private static ValueWalker messages(StreamEncoder stream) {
        return new ValueWalker() {
            @Override
            public void message(StreamId id, byte[][] pairs) {
                stream.message(id.millis(), id.sequence());
                for (byte[] word : pairs) {
                    stream.word(word, 0, word.length);
                }
            }

            @Override
            public void stream(StreamState state) {
                stream.state(state);
            }
        };
    }

    private static ValueWalker dumped(RawEncoder raw) {
        return new ValueWalker() {
            @Override
            public void payload(byte[] dump) {
                raw.dump(dump);
            }
        };
    }
}
