package dev.redkit.keyspace;

import dev.redkit.entry.Entry;
import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState;
import dev.redkit.entry.ValueWalker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Writes down what it hears of each key, sorted by key and, where order means nothing, by element. */
final class Telling implements EntryConsumer {
    final TreeMap<String, String> keys = new TreeMap<>();
    final TreeMap<String, Entry> entries = new TreeMap<>();
    final List<String> repeated = new ArrayList<>();

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void accept(Entry entry) throws IOException {
        Walker walker = new Walker();
        entry.value().walk(walker);
        String told = entry.value().kind().word() + " " + walker.told();
        if (keys.put(text(entry.key()), told) != null) {
            repeated.add(text(entry.key()));
        }
        entries.put(text(entry.key()), entry);
    }

    private static final class Walker implements ValueWalker {
        private final StringBuilder ordered = new StringBuilder();
        private final List<String> sorted = new ArrayList<>();

        String told() {
            sorted.sort(null);
            return ordered + String.join(" ", sorted);
        }

        @Override
        public void text(byte[] value) {
            ordered.append(Telling.text(value));
        }

        @Override
        public boolean takesPieces() {
            return true;
        }

        @Override
        public void piece(byte[] piece, long offset) {
            ordered.append(Telling.text(piece));
        }

        @Override
        public void item(byte[] item) {
            sorted.add(Telling.text(item));
        }

        @Override
        public void scored(byte[] member, double score) {
            sorted.add(Telling.text(member) + "=" + score);
        }

        @Override
        public void field(byte[] name, byte[] value, long expireAt) {
            sorted.add(
                    Telling.text(name) + "=" + Telling.text(value) + (expireAt == Entry.NEVER ? "" : "@" + expireAt));
        }

        @Override
        public void message(StreamId id, byte[][] pairs) {
            ordered.append(id).append('(');
            for (byte[] one : pairs) {
                ordered.append(Telling.text(one)).append(',');
            }
            ordered.append(')');
        }

        @Override
        public void stream(StreamState state) {
            ordered.append(" last ").append(state.lastId()).append(" added ").append(state.entriesAdded());
            for (StreamState.Group group : state.groups()) {
                ordered.append(" group ").append(Telling.text(group.name())).append(group.lastDelivered());
                ordered.append(" read ").append(group.entriesRead());
                group.consumers().forEach(one -> ordered.append(" ").append(Telling.text(one.name())));
                group.pending()
                        .forEach(one -> ordered.append(" ")
                                .append(one.id())
                                .append(Telling.text(one.consumer()))
                                .append(one.deliveries()));
            }
        }

        @Override
        public void payload(byte[] dump) {
            ordered.append(dump.length);
        }
    }
}
