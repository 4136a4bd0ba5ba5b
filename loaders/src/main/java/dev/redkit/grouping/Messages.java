package dev.redkit.grouping;

import dev.redkit.entry.StreamId;
import dev.redkit.mapping.Change;
import dev.redkit.rdb.StreamEncoder;

/** Adds messages to a stream, with the ids that {@code XADD} would give them. */
final class Messages {
    private final StreamEncoder stream;
    private final long now;

    Messages(StreamEncoder stream, long now) {
        this.stream = stream;
        this.now = now;
    }

    /** Says why a message cannot be added, or null when it was. */
    String add(Change change) {
        StreamId last = stream.lastId();
        StreamId id;
        String wanted = NumberText.text(change.array(0), change.offset(0), Math.min(change.length(0), 50));
        try {
            id = id(wanted, last);
        } catch (NumberFormatException e) {
            return "the id \"" + wanted + "\" is not milliseconds-sequence";
        }
        if (change.count() < 3 || change.count() % 2 == 0) {
            return "a message without fields";
        }
        if (id == null || !stream.takes(id.millis(), id.sequence())) {
            return "the id " + wanted + " is not greater than " + last + ", the last one in its stream";
        }
        stream.message(id.millis(), id.sequence());
        for (int i = 1; i < change.count(); i++) {
            stream.word(change.array(i), change.offset(i), change.length(i));
        }
        return null;
    }

    private StreamId id(String wanted, StreamId last) {
        if (wanted.equals("*")) {
            return Long.compareUnsigned(now, last.millis()) > 0 ? new StreamId(now, 0) : after(last);
        }
        int dash = wanted.indexOf('-');
        if (dash < 0) {
            return new StreamId(Long.parseUnsignedLong(wanted), 0);
        }
        long millis = Long.parseUnsignedLong(wanted.substring(0, dash));
        String sequence = wanted.substring(dash + 1);
        if (!sequence.equals("*")) {
            return new StreamId(millis, Long.parseUnsignedLong(sequence));
        }
        if (millis != last.millis()) {
            return new StreamId(millis, 0);
        }
        return last.sequence() == -1 ? null : new StreamId(millis, last.sequence() + 1);
    }

    private static StreamId after(StreamId last) {
        return last.sequence() == -1
                ? new StreamId(last.millis() + 1, 0)
                : new StreamId(last.millis(), last.sequence() + 1);
    }
}
