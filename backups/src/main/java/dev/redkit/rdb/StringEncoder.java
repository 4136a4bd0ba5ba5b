package dev.redkit.rdb;

import dev.redkit.entry.Kind;
import dev.redkit.entry.ValueWalker;
import java.io.IOException;
import java.util.Arrays;

/** Encodes strings. Takes what {@code APPEND} would: pieces. */
public final class StringEncoder extends ValueEncoder {
    static final int TYPE_STRING = 0;

    private final Encoded text = new Encoded();

    StringEncoder() {}

    @Override
    void clear() {
        text.clear();
    }

    public void append(byte[] array, int offset, int length) {
        text.slice(array, offset, length);
    }

    @Override
    void write(Encoded out) {
        out.octet(TYPE_STRING);
        out.string(text.array(), 0, text.size());
    }

    @Override
    public Kind kind() {
        return Kind.STRING;
    }

    @Override
    public long size() {
        return text.size();
    }

    @Override
    public void walk(ValueWalker walker) throws IOException {
        walker.text(Arrays.copyOf(text.array(), text.size()));
    }
}
