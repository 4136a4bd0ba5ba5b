package dev.redkit.export;

import dev.redkit.failure.BadInput;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** The tokens of a JSON text, read as what entries are made of. What is wrong is told with its line. */
final class JsonText implements Closeable {
    /** A text is as long as it is, and names are fields of hashes: too many, and too unlike, to be kept for next time. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final String source;
    private final JsonParser parser;

    JsonText(InputStream in, String source) {
        this.source = source;
        this.parser = FACTORY.createParser(ObjectReadContext.empty(), in);
    }

    static JsonParser parser(byte[] text) {
        return FACTORY.createParser(ObjectReadContext.empty(), text);
    }

    JsonToken next() throws IOException {
        try {
            return parser.nextToken();
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (StreamReadException e) {
            throw broken(e);
        }
    }

    JsonToken token() {
        return parser.currentToken();
    }

    /** The name that the current token is. */
    String name() {
        return parser.currentName();
    }

    /** Passes over the value that begins with the current token. */
    void skip() throws IOException {
        try {
            parser.skipChildren();
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (StreamReadException e) {
            throw broken(e);
        }
    }

    /** The current token as text. */
    String string() throws IOException {
        if (token() == null || !token().isScalarValue() || token() == JsonToken.VALUE_NULL) {
            throw bad("a text was expected");
        }
        try {
            return parser.getString();
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (StreamReadException e) {
            throw broken(e);
        }
    }

    /** The current value as bytes: a text, a number as it stands there, or {@code {"$base64":"…"}}. */
    byte[] bytes() throws IOException {
        if (token() == JsonToken.START_OBJECT) {
            return binary("$base64");
        }
        return utf8(string());
    }

    byte[] utf8(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = Character.isHighSurrogate(text.charAt(i))
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw bad("half of a surrogate pair is no text");
                }
                i++;
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The current object as bytes: its only member has that name, and holds base64. */
    byte[] binary(String name) throws IOException {
        try {
            if (token() != JsonToken.START_OBJECT || !name.equals(parser.nextName())) {
                throw bad("{\"" + name + "\":\"…\"} was expected");
            }
            parser.nextToken();
            byte[] bytes = parser.getBinaryValue();
            if (parser.nextToken() != JsonToken.END_OBJECT) {
                throw bad("{\"" + name + "\":\"…\"} has one member");
            }
            return bytes;
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (StreamReadException e) {
            throw broken(e);
        }
    }

    long number() {
        try {
            if (token() == JsonToken.VALUE_NUMBER_INT) {
                return parser.getLongValue();
            }
        } catch (InputCoercionException e) {
            throw bad("the number is too large");
        }
        throw bad("a whole number was expected");
    }

    /** The current token as a score; {@code "inf"} is a text. */
    double score() throws IOException {
        String text = string();
        try {
            return EntryReader.score(text);
        } catch (NumberFormatException e) {
            throw bad("'" + text + "' is no score");
        }
    }

    void expect(JsonToken wanted, String what) {
        if (token() != wanted) {
            throw bad(what + " was expected");
        }
    }

    long line() {
        return parser.currentTokenLocation().getLineNr();
    }

    String where() {
        return "line " + line() + " of " + source;
    }

    BadInput bad(String what) {
        return new BadInput(
                where() + ": " + what, "entries look like {\"key\":\"k\",\"type\":\"string\",\"value\":\"v\"}");
    }

    private BadInput broken(StreamReadException e) {
        String place =
                e.getLocation() == null ? where() : "line " + e.getLocation().getLineNr() + " of " + source;
        return new BadInput(place + ": broken JSON: " + e.getOriginalMessage(), null, e);
    }

    @Override
    public void close() {
        parser.close();
    }
}
