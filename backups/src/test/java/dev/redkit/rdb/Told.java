package dev.redkit.rdb;

import dev.redkit.entry.Entry;
import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState;
import dev.redkit.entry.Value;
import dev.redkit.entry.ValueWalker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What a file tells, as text that tests can compare: bytes that are not printable are escaped. */
final class Told implements ValueWalker {
    private final StringBuilder text = new StringBuilder();
    private final TreeMap<String, Integer> unordered = new TreeMap<>();

    /** All keys as {@code db:key} with their value and expiry, in order of their names. */
    static Map<String, String> all(byte[] file) throws IOException {
        RdbReader reader = RdbReader.open(new ByteArrayInputStream(file), "a file");
        Map<String, String> told = new TreeMap<>();
        while (reader.next()) {
            Entry entry = reader.entry();
            String name = entry.db() + ":" + shown(entry.key());
            String expiry = entry.expires() ? " until " + entry.expireAt() : "";
            told.put(name, of(entry.value()) + expiry);
        }
        return told;
    }

    static String of(Value value) throws IOException {
        Told told = new Told();
        value.walk(told);
        told.unordered.forEach((item, count) -> told.text.append(' ').append(item.repeat(count)));
        return value.kind().word() + told.text;
    }

    @Override
    public void text(byte[] value) {
        text.append(' ').append(shown(value));
    }

    @Override
    public void item(byte[] item) {
        text.append(' ').append(shown(item));
    }

    @Override
    public void scored(byte[] member, double score) {
        text.append(' ').append(shown(member)).append('=').append(score);
    }

    @Override
    public void field(byte[] name, byte[] value, long expireAt) {
        String until = expireAt == Entry.NEVER ? "" : "@" + expireAt;
        unordered.merge(shown(name) + "=" + shown(value) + until, 1, Integer::sum);
    }

    @Override
    public void message(StreamId id, byte[][] pairs) {
        text.append(' ').append(id).append('{');
        for (int i = 0; i < pairs.length; i += 2) {
            text.append(i == 0 ? "" : ",").append(shown(pairs[i])).append('=').append(shown(pairs[i + 1]));
        }
        text.append('}');
    }

    @Override
    public void stream(StreamState state) {
        text.append(" last ").append(state.lastId());
        text.append(" first ").append(state.firstId());
        text.append(" deleted ").append(state.maxDeletedId());
        text.append(" added ").append(state.entriesAdded());
        for (StreamState.Group group : state.groups()) {
            text.append(" group ").append(shown(group.name())).append(" at ").append(group.lastDelivered());
            text.append(" read ").append(group.entriesRead());
            group.consumers().forEach(consumer -> text.append(" consumer ").append(shown(consumer.name())));
            for (StreamState.Pending pending : group.pending()) {
                text.append(" pending ").append(pending.id()).append(" of ");
                text.append(shown(pending.consumer())).append(" x").append(pending.deliveries());
            }
        }
    }

    @Override
    public void payload(byte[] dump) {
        text.append(" payload of ").append(dump.length).append(" bytes");
    }

    static String shown(byte[] bytes) {
        StringBuilder shown = new StringBuilder();
        for (byte b : bytes) {
            int c = b & 0xff;
            if (c > 32 && c < 127) {
                shown.append((char) c);
            } else {
                shown.append("\\x").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
        return shown.length() > 200 ? shown.substring(0, 200) + "…" + bytes.length : shown.toString();
    }

    static byte[] fixture(String name) throws IOException {
        try (InputStream in = Told.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
