package dev.redkit.format.text;

import java.math.BigInteger;

/**
 * What a parser of JSON, YAML or Python literals finds, from first to last. So a list of a million numbers needs no
 * million objects. An {@link IllegalArgumentException} becomes the parser's failure, with its position.
 */
public interface ValueEvents {
    void beginObject();

    void key(String name);

    void endObject();

    void beginArray();

    void endArray();

    void number(long value);

    void number(double value);

    void number(BigInteger value);

    void truth(boolean value);

    void text(String value);

    void nothing();
}
