package dev.redkit.rdb;

import dev.redkit.entry.Kind;
import dev.redkit.entry.ValueWalker;
import dev.redkit.failure.BadInput;
import java.io.IOException;

/** Passes on a value that is already encoded: a module's, which only the module can read, or any other as it was dumped. */
final class RawEncoder extends ValueEncoder {
    private byte[] dump = {};

    @Override
    void clear() {
        dump = new byte[0];
    }

    /** Takes type, value and footer, as {@code DUMP} gives them. */
    void dump(byte[] payload) {
        if (payload.length <= DumpPayload.FOOTER) {
            throw new BadInput("a DUMP payload of " + payload.length + " bytes is too short to hold a value");
        }
        dump = payload;
    }

    @Override
    void write(Encoded out) {
        out.slice(dump, 0, dump.length - DumpPayload.FOOTER);
    }

    @Override
    public Kind kind() {
        return Kind.MODULE;
    }

    @Override
    public long size() {
        return UNKNOWN;
    }

    @Override
    public void walk(ValueWalker walker) throws IOException {
        walker.payload(dump);
    }
}
