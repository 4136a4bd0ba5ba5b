package dev.redkit.rdb;

import java.io.IOException;

/** A command among the records: Valkey 9.2 tells changes that happened while it wrote the file. */
final class InlineCommand {
    private static final int LONGEST_NUMBER = 18;

    private InlineCommand() {}

    static void skip(Window in) throws IOException {
        long arguments = header(in, '*');
        for (long i = 0; i < arguments; i++) {
            in.skip(header(in, '$'));
            expect(in, '\r');
            expect(in, '\n');
        }
    }

    private static long header(Window in, char kind) throws IOException {
        expect(in, kind);
        long value = 0;
        for (int digits = 0; ; digits++) {
            int c = in.u8();
            if (c == '\r' && digits > 0) {
                expect(in, '\n');
                return value;
            }
            if (c < '0' || c > '9' || digits == LONGEST_NUMBER) {
                throw RdbFault.damaged(in.offset() - 1, "a command among the records has no length");
            }
            value = 10 * value + c - '0';
        }
    }

    private static void expect(Window in, char c) throws IOException {
        if (in.u8() != c) {
            throw RdbFault.damaged(in.offset() - 1, "a command among the records is malformed");
        }
    }
}
