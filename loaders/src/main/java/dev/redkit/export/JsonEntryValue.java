package dev.redkit.export;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.Nobody;
import dev.redkit.entry.ValueWalker;
import dev.redkit.keyspace.Gone;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import tools.jackson.core.JsonToken;

/** The value of an entry in a JSON text. The text stands at its first token when it is made. */
final class JsonEntryValue implements SteppedValue {
    private enum State {
        FRESH,
        INSIDE,
        DONE
    }

    private final JsonText json;
    private final Kind kind;
    private final JsonStream stream;
    private State state = State.FRESH;
    private boolean isObject;
    private long offset;

    JsonEntryValue(JsonText json, Kind kind) {
        this.json = json;
        this.kind = kind;
        this.stream = kind == Kind.STREAM ? new JsonStream(json) : null;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public long size() {
        return UNKNOWN;
    }

    @Override
    public boolean step(ValueWalker walker) throws IOException {
        if (state == State.DONE) {
            return false;
        }
        if (state == State.FRESH) {
            if (!begin(walker)) {
                return end();
            }
            state = State.INSIDE;
        }
        boolean more = kind == Kind.STREAM ? stream.step(walker) : element(walker);
        return more || end();
    }

    /** False when the value was told at once. */
    private boolean begin(ValueWalker walker) throws IOException {
        if (json.token() == JsonToken.VALUE_NULL) {
            // Of a key that vanished before anything of it was written.
            return false;
        }
        if (kind == Kind.MODULE) {
            walker.payload(json.binary("$dump"));
            return false;
        }
        if (kind == Kind.STRING && json.token() != JsonToken.START_ARRAY) {
            walker.text(json.bytes());
            return false;
        }
        isObject = json.token() == JsonToken.START_OBJECT;
        boolean mayBeObject = kind == Kind.HASH || kind == Kind.ZSET || kind == Kind.STREAM;
        if (!(isObject ? mayBeObject : json.token() == JsonToken.START_ARRAY && kind != Kind.STREAM)) {
            throw json.bad("this is no value of a " + kind.word());
        }
        if (kind == Kind.STRING && !walker.takesPieces()) {
            walker.text(allPieces());
            return false;
        }
        return true;
    }

    private byte[] allPieces() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (json.next() != JsonToken.END_ARRAY) {
            all.writeBytes(json.bytes());
        }
        return all.toByteArray();
    }

    private boolean element(ValueWalker walker) throws IOException {
        JsonToken token = json.next();
        if (token == (isObject ? JsonToken.END_OBJECT : JsonToken.END_ARRAY)) {
            return false;
        }
        if (isObject) {
            byte[] name = json.utf8(json.name());
            json.next();
            if (kind == Kind.HASH) {
                walker.field(name, json.bytes(), Entry.NEVER);
            } else {
                walker.scored(name, json.score());
            }
            return true;
        }
        switch (kind) {
            case STRING -> {
                byte[] piece = json.bytes();
                walker.piece(piece, offset);
                offset += piece.length;
            }
            case ZSET -> member(walker);
            case HASH -> field(walker);
            default -> walker.item(json.bytes());
        }
        return true;
    }

    private void member(ValueWalker walker) throws IOException {
        json.expect(JsonToken.START_ARRAY, "[member, score]");
        json.next();
        byte[] member = json.bytes();
        json.next();
        double score = json.score();
        json.next();
        json.expect(JsonToken.END_ARRAY, "the end of [member, score]");
        walker.scored(member, score);
    }

    private void field(ValueWalker walker) throws IOException {
        json.expect(JsonToken.START_ARRAY, "[field, value]");
        json.next();
        byte[] name = json.bytes();
        json.next();
        byte[] value = json.bytes();
        long expireAt = Entry.NEVER;
        if (json.next() != JsonToken.END_ARRAY) {
            expireAt = json.number();
            json.next();
        }
        json.expect(JsonToken.END_ARRAY, "the end of [field, value]");
        walker.field(name, value, expireAt);
    }

    /** Reads what stands behind the value. */
    private boolean end() throws IOException {
        state = State.DONE;
        boolean gone = false;
        while (json.next() != JsonToken.END_OBJECT) {
            String name = json.token() == JsonToken.PROPERTY_NAME ? json.name() : "";
            if (!name.equals("gone")) {
                throw json.bad("\"" + name + "\" has to stand before the value");
            }
            gone = json.next() == JsonToken.VALUE_TRUE;
        }
        if (gone) {
            throw new Gone();
        }
        return false;
    }

    /** Passes over what nobody walked. */
    void skipRest() throws IOException {
        try {
            if (state == State.FRESH) {
                json.skip();
                end();
            } else {
                ValueWalker nobody = new Nobody();
                while (state != State.DONE) {
                    step(nobody);
                }
            }
        } catch (Gone e) {
            // Nobody has heard of it.
            state = State.DONE;
        }
    }
}
