package dev.redkit.export;

import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState;
import dev.redkit.entry.ValueWalker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonToken;

/**
 * A stream in a JSON text: its messages first, then what it remembers. What is missing there is taken from the messages,
 * as of a stream that was only ever added to.
 */
final class JsonStream {
    private final JsonText json;
    private boolean inMessages;
    private StreamId first = StreamId.ZERO;
    private StreamId last = StreamId.ZERO;
    private StreamId maxDeleted = StreamId.ZERO;
    private long added;
    private boolean addedKnown;
    private final List<StreamState.Group> groups = new ArrayList<>();

    JsonStream(JsonText json) {
        this.json = json;
    }

    /** Tells the next message, or at last the state; false after that. */
    boolean step(ValueWalker walker) throws IOException {
        if (inMessages) {
            if (json.next() != JsonToken.END_ARRAY) {
                message(walker);
                return true;
            }
            inMessages = false;
        }
        while (json.next() != JsonToken.END_OBJECT) {
            json.expect(JsonToken.PROPERTY_NAME, "a name");
            String name = json.name();
            json.next();
            if (name.equals("messages")) {
                json.expect(JsonToken.START_ARRAY, "an array of messages");
                inMessages = true;
                return true;
            }
            property(name);
        }
        walker.stream(new StreamState(last, first, maxDeleted, added, groups));
        return false;
    }

    private void property(String name) throws IOException {
        switch (name) {
            case "lastId" -> last = id();
            case "firstId" -> first = id();
            case "maxDeletedId" -> maxDeleted = id();
            case "entriesAdded" -> {
                added = json.number();
                addedKnown = true;
            }
            case "groups" -> {
                json.expect(JsonToken.START_ARRAY, "an array of groups");
                while (json.next() != JsonToken.END_ARRAY) {
                    groups.add(group());
                }
            }
            default -> throw json.bad("a stream has no \"" + name + "\"");
        }
    }

    private StreamId id() throws IOException {
        return id(json, json.string());
    }

    static StreamId id(JsonText json, String text) {
        int dash = text.indexOf('-');
        try {
            return new StreamId(
                    Long.parseUnsignedLong(text.substring(0, Math.max(0, dash))),
                    Long.parseUnsignedLong(text.substring(dash + 1)));
        } catch (NumberFormatException e) {
            throw json.bad("'" + text + "' is no id of a message");
        }
    }

    /** The fields and values of a message, in the array that begins with the current token. */
    static byte[][] pairs(JsonText json, StreamId id) throws IOException {
        json.expect(JsonToken.START_ARRAY, "an array of fields and values");
        List<byte[]> pairs = new ArrayList<>();
        while (json.next() != JsonToken.END_ARRAY) {
            pairs.add(json.bytes());
        }
        if (pairs.isEmpty() || pairs.size() % 2 != 0) {
            throw json.bad("message " + id + " has a field without a value");
        }
        return pairs.toArray(byte[][]::new);
    }

    private void message(ValueWalker walker) throws IOException {
        json.expect(JsonToken.START_ARRAY, "[id, [field, value, …]]");
        json.next();
        StreamId id = id();
        json.next();
        byte[][] pairs = pairs(json, id);
        json.next();
        json.expect(JsonToken.END_ARRAY, "the end of the message");
        first = first.equals(StreamId.ZERO) ? id : first;
        last = id;
        added += addedKnown ? 0 : 1;
        walker.message(id, pairs);
    }

    private StreamState.Group group() throws IOException {
        json.expect(JsonToken.START_OBJECT, "a group");
        byte[] name = null;
        StreamId delivered = StreamId.ZERO;
        long read = -1;
        List<StreamState.Pending> pending = new ArrayList<>();
        List<StreamState.Consumer> consumers = new ArrayList<>();
        while (json.next() != JsonToken.END_OBJECT) {
            String property = json.name();
            json.next();
            switch (property) {
                case "name" -> name = json.bytes();
                case "lastDelivered" -> delivered = id();
                case "entriesRead" -> read = json.number();
                case "consumers" -> {
                    json.expect(JsonToken.START_ARRAY, "an array of consumers");
                    while (json.next() != JsonToken.END_ARRAY) {
                        consumers.add(consumer());
                    }
                }
                case "pending" -> {
                    json.expect(JsonToken.START_ARRAY, "an array of pending messages");
                    while (json.next() != JsonToken.END_ARRAY) {
                        pending.add(pending());
                    }
                }
                default -> throw json.bad("a group has no \"" + property + "\"");
            }
        }
        if (name == null) {
            throw json.bad("a group without a name");
        }
        return new StreamState.Group(name, delivered, read, pending, consumers);
    }

    private StreamState.Consumer consumer() throws IOException {
        json.expect(JsonToken.START_ARRAY, "[consumer, seenAt, activeAt]");
        json.next();
        byte[] name = json.bytes();
        json.next();
        long seen = json.number();
        json.next();
        long active = json.number();
        endOfTuple();
        return new StreamState.Consumer(name, seen, active);
    }

    private StreamState.Pending pending() throws IOException {
        json.expect(JsonToken.START_ARRAY, "[id, consumer, deliveredAt, deliveries]");
        json.next();
        StreamId id = id();
        json.next();
        byte[] consumer = json.bytes();
        json.next();
        long delivered = json.number();
        json.next();
        long deliveries = json.number();
        endOfTuple();
        return new StreamState.Pending(id, consumer, delivered, deliveries);
    }

    private void endOfTuple() throws IOException {
        json.next();
        json.expect(JsonToken.END_ARRAY, "the end of an array");
    }
}
