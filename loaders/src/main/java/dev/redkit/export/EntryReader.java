package dev.redkit.export;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;

/**
 * Reads the entries that {@link JsonEntryWriter} writes: one on each line, one after the other, or all in one array.
 * Of the names before {@code "value"} only key and type are needed; {@code "ttl"} (seconds, or a time as {@code "7d"}) may
 * stand for expireAt. Memory holds one element at a time.
 */
public final class EntryReader implements EntrySource {
    /** Some 30,000 years: its milliseconds, since 1970, fit a long. */
    private static final long MOST_SECONDS = 1_000_000_000_000L;

    private static final Set<String> AFTER_TYPE = Set.of("db", "expireAt", "ttl", "value", "gone");

    private final JsonText json;
    private final InstantSource clock;
    private boolean begun;
    private boolean inArray;
    private JsonEntryValue value;
    private long line;

    /** Reads that stream, which is called so before a user, and closes it. */
    public EntryReader(InputStream in, String name) {
        this(in, name, InstantSource.system());
    }

    EntryReader(InputStream in, String name, InstantSource clock) {
        this.json = new JsonText(in, name);
        this.clock = clock;
    }

    /** Whether what begins like this holds entries: its first object has a key, a type and then what belongs to them. */
    static boolean recognises(byte[] head) {
        try (JsonParser parser = JsonText.parser(head)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                first = parser.nextToken();
            }
            if (first != JsonToken.START_OBJECT || !"key".equals(parser.nextName())) {
                return false;
            }
            parser.nextToken();
            parser.skipChildren();
            return "type".equals(parser.nextName())
                    && parser.nextToken() == JsonToken.VALUE_STRING
                    && kind(parser.getString()) != null
                    && parser.nextToken() == JsonToken.PROPERTY_NAME
                    && AFTER_TYPE.contains(parser.currentName());
        } catch (StreamReadException | JacksonIOException e) {
            return false;
        }
    }

    @Override
    public Entry next() throws IOException {
        if (value != null) {
            value.skipRest();
            value = null;
        }
        JsonToken token = json.next();
        if (!begun && token == JsonToken.START_ARRAY) {
            inArray = true;
            token = json.next();
        }
        begun = true;
        if (inArray && token == JsonToken.END_ARRAY) {
            inArray = false;
            token = json.next();
        }
        if (token == null) {
            if (inArray) {
                throw json.bad("the array of entries is not closed");
            }
            return null;
        }
        if (token != JsonToken.START_OBJECT) {
            throw json.bad("an entry was expected");
        }
        line = json.line();
        return entry();
    }

    private Entry entry() throws IOException {
        byte[] key = null;
        Kind kind = null;
        int db = 0;
        long expireAt = Entry.NEVER;
        while (json.next() == JsonToken.PROPERTY_NAME) {
            String name = json.name();
            json.next();
            switch (name) {
                case "key" -> key = json.bytes();
                case "type" -> kind = knownKind(json.string());
                case "db" -> db = (int) Math.min(json.number(), Integer.MAX_VALUE);
                case "expireAt" -> expireAt = json.number();
                case "ttl" -> expireAt = clock.millis() + ttl();
                case "value" -> {
                    if (key == null || kind == null) {
                        throw json.bad("\"key\" and \"type\" have to stand before \"value\"");
                    }
                    value = new JsonEntryValue(json, kind);
                    return new Entry(db, key, expireAt, value);
                }
                default -> throw json.bad("an entry has no \"" + name + "\" before its value");
            }
        }
        throw json.bad("an entry without a \"value\"");
    }

    private long ttl() throws IOException {
        if (json.token() != JsonToken.VALUE_STRING) {
            long seconds = json.number();
            if (seconds < 0 || seconds > MOST_SECONDS) {
                throw json.bad("a ttl of " + seconds + " seconds");
            }
            return 1000 * seconds;
        }
        try {
            return Durations.parse(json.string(), ChronoUnit.SECONDS).toMillis();
        } catch (UsageError e) {
            throw new BadInput(json.where() + ": " + e.getMessage(), e.hint().orElse(null), e);
        }
    }

    private Kind knownKind(String word) {
        Kind kind = kind(word);
        if (kind == null) {
            throw json.bad("there is no type '" + word + "'");
        }
        return kind;
    }

    /** A score as it is written; a {@link NumberFormatException} when it is none. */
    static double score(String text) {
        return switch (text) {
            case "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    static Kind kind(String word) {
        for (Kind kind : Kind.values()) {
            if (kind.word().equals(word.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        return null;
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public void close() {
        json.close();
    }
}
