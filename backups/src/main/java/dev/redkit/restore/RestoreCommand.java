package dev.redkit.restore;

import dev.redkit.wire.CommandBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A RESTORE that was sent, taken apart again. */
record RestoreCommand(List<byte[]> arguments) {
    private static final int KEY = 1;
    private static final int PAYLOAD = 3;

    /** Reads what this program has written itself. */
    static RestoreCommand of(byte[] resp) {
        List<byte[]> arguments = new ArrayList<>();
        int at = 0;
        int count = 0;
        for (at = 1; resp[at] != '\r'; at++) {
            count = count * 10 + resp[at] - '0';
        }
        at += 2;
        for (int i = 0; i < count; i++) {
            int length = 0;
            for (at++; resp[at] != '\r'; at++) {
                length = length * 10 + resp[at] - '0';
            }
            at += 2;
            arguments.add(Arrays.copyOfRange(resp, at, at + length));
            at += length + 2;
        }
        return new RestoreCommand(arguments);
    }

    byte[] key() {
        return arguments.get(KEY);
    }

    byte[] payload() {
        return arguments.get(PAYLOAD);
    }

    RestoreCommand renamed(byte[] key) {
        List<byte[]> changed = new ArrayList<>(arguments);
        changed.set(KEY, key);
        return new RestoreCommand(changed);
    }

    RestoreCommand replacing() {
        List<byte[]> changed = new ArrayList<>(arguments);
        changed.add(RestoreFeed.ascii("REPLACE"));
        return new RestoreCommand(changed);
    }

    void write(CommandBuffer out) {
        out.command(arguments.toArray(byte[][]::new));
    }
}
